using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Research;

internal sealed record NewsTopicRow(string Topic, decimal? RelevanceScore);

internal sealed record NewsTickerRow(
    string Ticker, decimal? RelevanceScore, decimal? TickerSentimentScore, string? TickerSentimentLabel);

/// <param name="TimePublished"><c>yyyyMMddTHHmmss</c> in UTC.</param>
/// <param name="TickerSentiment">Of the symbol that was asked for; null where the article says nothing of it.</param>
internal sealed record NewsRow(
    string Title,
    string Url,
    string? TimePublished,
    IReadOnlyList<string> Authors,
    string? Summary,
    string? BannerImage,
    string Source,
    string? SourceDomain,
    string? OverallSentimentLabel,
    decimal OverallSentimentScore,
    IReadOnlyList<NewsTopicRow> Topics,
    NewsTickerRow? TickerSentiment);

/// <param name="Items">A count: the articles are in <paramref name="Articles"/>.</param>
internal sealed record GetNewsReply(
    int Items, IReadOnlyList<NewsRow> Articles, string? SentimentScoreDefinition, string? RelevanceScoreDefinition);

/// <param name="CacheStatus"><c>hit</c>, <c>miss</c> where it was fetched just now, or <c>stale</c>.</param>
internal sealed record NewsFacts(string Symbol, string CacheStatus, string? DataSource);

internal static class GetNews
{
    private const int LimitDefault = 50;
    private const int LimitMax = 1000;

    /// <summary>The latest articles about a symbol with their sentiment; the provider is asked for two hundred at a
    /// time. Without an article the list is empty.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    /// <param name="limit">Articles at most.</param>
    public static async Task<Results<Reply<GetNewsReply>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol] string symbol,
        [TakesInt(1, LimitMax, Default = LimitDefault)] string? limit,
        CurrentUser user,
        [FromServices] ProviderDocuments documents,
        [FromServices] ProviderAbsence absence,
        [FromServices] IOptions<MarketDataOptions> options,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var ticker = query.Symbol("symbol", symbol);
        var count = query.Int("limit", limit, LimitDefault, 1, LimitMax);
        if (ticker is null || query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var maxAge = TimeSpan.FromHours(options.Value.NewsMaxAgeHours);
        var reading = await documents.ReadAsync(FetchKind.News, ticker, maxAge, force: false, ct);
        if (reading.Document is null && !ProviderAbsence.IsKnown(reading.Fetch))
        {
            throw absence.Refusal($"News of {ticker}", reading.Fetch);
        }

        var feed = reading.Document is { } kept ? NewsAnswers.Feed(Encoding.UTF8.GetBytes(kept.Json)) : null;

        // Clients show source and score of each: an article without them is left out.
        NewsRow[] articles =
        [
            .. (feed?.Articles ?? []).Select(article => Row(article, ticker)).OfType<NewsRow>().Take(count),
        ];
        return new Reply<GetNewsReply>(
            new(articles.Length, articles, feed?.ScoreDefinition, feed?.RelevanceDefinition),
            articles.Length > 0 ? "News retrieved" : $"There is no news of {ticker}.",
            LegacyShape.Nested)
        {
            Facts = [new NewsFacts(ticker, reading.Status.Text(), reading.Document?.Source)],
        };
    }

    private static NewsRow? Row(NewsArticle article, string ticker) =>
        (article.Source ?? article.SourceDomain) is { } source && article.Score is { } score
            ? new(
                article.Title, article.Url, article.PublishedAt, article.Authors, article.Summary, article.BannerImage,
                source, article.SourceDomain, article.Label, score,
                [.. article.Topics.Select(topic => new NewsTopicRow(topic.Topic, topic.Relevance))],
                article.Tickers.Where(row => row.Ticker.Equals(ticker, StringComparison.OrdinalIgnoreCase))
                    .Select(row => new NewsTickerRow(row.Ticker, row.Relevance, row.Score, row.Label))
                    .FirstOrDefault())
            : null;
}
