using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Dashboard;

internal sealed record MoversReply(IReadOnlyList<MoverItem> Items);

/// <summary>Base currency. Of losers change and percentage are told without their sign.</summary>
internal sealed record MoverItem(
    string Ticker,
    string Name,
    decimal Value,
    [property: JsonPropertyName("changePercent")] decimal ChangePercent,
    [property: JsonPropertyName("changeValue")] decimal ChangeValue);

/// <param name="TotalGainers">Holdings above their cost.</param>
/// <param name="DisplayedCount">Those of them that are told of.</param>
internal sealed record GainersFacts(int TotalGainers, int DisplayedCount);

/// <param name="TotalLosers">Holdings below their cost.</param>
/// <param name="DisplayedCount">Those of them that are told of.</param>
internal sealed record LosersFacts(int TotalLosers, int DisplayedCount);

/// <summary>Holdings by their return on cost in base currency.</summary>
internal static class Movers
{
    private const int ItemsMax = 5;

    public static async Task<Results<Reply<MoversReply>, UnprocessableEntity<Error>>> OfAsync(
        bool gainers, string? forceRefresh, CurrentUser user, PortfolioSnapshots portfolios, CancellationToken ct)
    {
        var query = new QueryRules();
        var force = query.Bool("force_refresh", forceRefresh, byDefault: false);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var computed = await portfolios.OfAsync(user, portfolios.Options(), ct, force);
        var snapshot = computed.Snapshot;
        var moved = snapshot.Holdings
            .Where(holding => gainers ? holding.UnrealisedReturnBase > 0 : holding.UnrealisedReturnBase < 0)
            .OrderByDescending(holding => Math.Abs(holding.UnrealisedReturnBase!.Value)).ToArray();
        var shown = Math.Min(moved.Length, ItemsMax);
        return new Reply<MoversReply>(
            new([.. moved.Take(ItemsMax).Select(holding => Item(holding, snapshot))]),
            snapshot.Holdings.Count == 0 ? "No holdings found" : null,
            LegacyShape.Nested)
        {
            Facts =
            [
                gainers ? new GainersFacts(moved.Length, shown) : new LosersFacts(moved.Length, shown),
                computed.Facts,
            ],
            FactsStandBesideInLegacy = true,
        };
    }

    private static MoverItem Item(Holding holding, PortfolioSnapshot snapshot) => new(
        holding.Symbol,
        holding.Instrument.Name ?? holding.Symbol,
        Rounding.Money(holding.ValueBase!.Value, snapshot.BaseCurrency),
        Rounding.Percent(Math.Abs(holding.UnrealisedReturnBase!.Value))!.Value,
        Rounding.Money(Math.Abs(holding.UnrealisedGainBase!.Value), snapshot.BaseCurrency));
}
