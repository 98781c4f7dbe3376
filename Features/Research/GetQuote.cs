using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Research;

/// <param name="CacheStatus"><c>hit</c>, <c>miss</c> where it was fetched just now, or <c>stale</c>.</param>
internal sealed record QuoteFacts(
    string Symbol, string DataSource, string CacheStatus, DateTimeOffset FetchedAt, string Message);

internal static class GetQuote
{
    /// <summary>The last price of a symbol. 404 where the provider knows no such symbol, 503 where it could not be
    /// asked in time.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    public static async Task<Results<Reply<QuoteData>, NotFound<Error>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol] string symbol,
        CurrentUser user,
        [FromServices] MarketQuotes quotes,
        [FromServices] OwnPriceBook own,
        [FromServices] ProviderAbsence absence,
        CancellationToken ct)
    {
        var query = new QueryRules();
        if (query.Symbol("symbol", symbol) is not { } ticker || query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var reading = await own.InPlaceOfAsync(await quotes.OfAsync(ticker, ct), ticker, user, ct);
        if (reading.Quote is not { } quote)
        {
            return ProviderAbsence.IsKnown(reading.Fetch)
                ? TypedResults.NotFound(Error.NotFound($"No quote for {ticker}: the provider knows no such symbol."))
                : throw absence.Refusal($"The price of {ticker}", reading.Fetch);
        }

        const string message = "Quote retrieved";
        return new Reply<QuoteData>(QuoteData.From(quote), message, LegacyShape.Nested)
        {
            Facts = [new QuoteFacts(ticker, quote.Last.Source, reading.Status.Text(), quote.Last.FetchedAt, message)],
        };
    }
}
