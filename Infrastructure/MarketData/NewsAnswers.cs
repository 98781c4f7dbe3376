using System.Text.Json;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>News with sentiment. Scores are numbers in one place and texts in the others; both are read.</summary>
internal static class NewsAnswers
{
    /// <returns>Null where there is no article.</returns>
    public static NewsFeed? Feed(ReadOnlyMemory<byte> body)
    {
        using var answer = JsonDocument.Parse(body);
        var root = answer.RootElement;
        NewsArticle[] articles = [.. Items(root, "feed").Select(Article).OfType<NewsArticle>()];
        return articles is []
            ? null
            : new(
                articles, AnswerRows.Field(root, "sentiment_score_definition"),
                AnswerRows.Field(root, "relevance_score_definition"), root.GetRawText());
    }

    private static NewsArticle? Article(JsonElement item)
    {
        var row = AnswerRow.From(item);
        return row.Raw("title") is { } title && row.Raw("url") is { } url
            ? new(
                title, url, row.Text("timepublished"),
                [
                    .. Items(item, "authors").Select(author => AnswerRows.TextOf(author).Trim())
                        .Where(name => name != ""),
                ],
                row.Text("summary"), row.Text("bannerimage"), row.Text("source"), row.Text("sourcedomain"),
                row.Number("overallsentimentscore"), row.Text("overallsentimentlabel"),
                [
                    .. Items(item, "topics").Select(AnswerRow.From).Where(topic => topic.Raw("topic") is not null)
                        .Select(topic => new NewsTopic(topic.Raw("topic")!, topic.Number("relevancescore"))),
                ],
                [
                    .. Items(item, "ticker_sentiment").Select(AnswerRow.From)
                        .Where(ticker => ticker.Raw("ticker") is not null)
                        .Select(ticker => new TickerSentiment(
                            ticker.Raw("ticker")!, ticker.Number("relevancescore"),
                            ticker.Number("tickersentimentscore"), ticker.Text("tickersentimentlabel"))),
                ])
            : null;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement owner, string list) =>
        owner.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : default;
}
