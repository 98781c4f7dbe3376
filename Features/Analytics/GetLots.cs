using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Analytics;

internal static class GetLots
{
    /// <summary>The open lots of each symbol, and its sales with the lots that each of them consumed.</summary>
    /// <param name="symbol">All symbols by default.</param>
    /// <param name="method">fifo, lifo, hifo, average or specific; the user's own by default.</param>
    /// <param name="fees">excluded for the gross view, without the commissions of purchases and sales; included by
    /// default.</param>
    /// <param name="asOf">A past day (YYYY-MM-DD); today by default.</param>
    public static async Task<Results<Reply<GetLotsReply>, NotFound<Error>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol] string? symbol,
        [TakesOneOf("fifo", "lifo", "hifo", "average", "specific")] string? method,
        [TakesOneOf(FeeView.Included, FeeView.Excluded, Default = FeeView.Included)] string? fees,
        [FromQuery(Name = "as_of"), TakesDay] string? asOf,
        CurrentUser user,
        [FromServices] PortfolioSnapshots portfolios,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var chosen = query.Symbol("symbol", symbol);
        var day = query.Day("as_of", asOf);
        var rule = query.OneOf("method", method, "fifo", "lifo", "hifo", "average", "specific");
        var view = FeeView.Read(query, fees);
        if (day > portfolios.Today)
        {
            query.Problems.Add(new("OUT_OF_RANGE", "as_of must not lie in the future.", "query.as_of"));
        }

        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        CostMethod? costMethod = rule is null ? null : Enum.Parse<CostMethod>(rule, ignoreCase: true);
        var computed = await portfolios.OfAsync(user, portfolios.Options(day), ct, method: costMethod,
            withoutFees: view == FeeView.Excluded);
        var snapshot = computed.Snapshot;
        var positions = PositionResult.Of(snapshot)
            .Where(result => chosen is null || result.Position.Symbol == chosen).ToArray();
        if (chosen is not null && positions.Length == 0)
        {
            return TypedResults.NotFound(Error.NotFound($"There are no transactions of {chosen}."));
        }

        return new Reply<GetLotsReply>(
            new(
                snapshot.AsOf,
                snapshot.Ledger.CostMethod.ToString().ToLowerInvariant(),
                snapshot.BaseCurrency,
                view,
                RealisedGains.ShortTermDaysMax,
                [.. positions.Select(result => LotRows.Of(result, snapshot))]),
            legacy: LegacyShape.Nested)
        {
            Facts = [computed.Facts],
        };
    }
}
