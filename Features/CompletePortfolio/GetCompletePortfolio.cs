using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.CompletePortfolio;

internal static class GetCompletePortfolio
{
    private const string BenchmarkDefault = "SPY";

    /// <summary>
    /// Everything about the portfolio in one answer. Holdings with performance, allocation, dividends and their
    /// projection, the ledger in short, series for charts, market status, exchange rates, gainers and losers. Answered
    /// from memory where nothing has changed since the last time; the ETag then saves the body too.
    /// </summary>
    /// <param name="force_refresh">Builds the document anew, and asks the market data provider for what is old.</param>
    /// <param name="include_historical">False leaves the day-by-day series out.</param>
    /// <param name="benchmark">Symbol into which the same cash flows are simulated; SPY by default.</param>
    /// <param name="as_of">A past day (YYYY-MM-DD) to tell about; today by default.</param>
#pragma warning disable CA1707 // The parameters are named as the API names them.
    public static async Task<Results<DocumentReply, UnprocessableEntity<Error>>> Handle(
        [TakesBool(Default = false)] string? force_refresh,
        [TakesBool(Default = true)] string? include_historical,
        [TakesSymbol(Default = BenchmarkDefault)] string? benchmark,
        [TakesDay] string? as_of,
        CurrentUser user,
        [FromServices] PortfolioDocuments documents,
        [FromServices] CompleteDocumentBuilder builder,
        [FromServices] TimeProvider clock,
        CancellationToken ct)
#pragma warning restore CA1707
    {
        var query = new QueryRules();
        var force = query.Bool("force_refresh", force_refresh, byDefault: false);
        var withSeries = query.Bool("include_historical", include_historical, byDefault: true);
        var asOf = query.Day("as_of", as_of);
        var symbol = query.Symbol("benchmark", benchmark) ?? BenchmarkDefault;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (asOf > today)
        {
            query.Problems.Add(new("OUT_OF_RANGE", "as_of must not lie in the future.", "query.as_of"));
        }

        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var options = new SnapshotOptions(asOf ?? today, symbol, IsPast: asOf < today);
        var (document, state) = await documents.GetAsync(user, builder.RequestOf(options, withSeries), force, ct);
        return new DocumentReply(document, state);
    }
}
