using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Portfolio;

internal sealed record GetAllocationReply(IReadOnlyList<AllocationRow> Allocations, AllocationSummary Summary);

/// <summary>Money in base currency; <c>current_price</c> in <c>currency</c>.</summary>
internal sealed record AllocationRow(
    string Symbol,
    string CompanyName,
    decimal Quantity,
    decimal? CurrentPrice,
    string Currency,
    decimal? CostBasis,
    decimal? CurrentValue,
    decimal? GainLoss,
    decimal? GainLossPercent,
    decimal? DividendsReceived,
    decimal? RealizedPnl,
    decimal? AllocationPercent,
    string Color,
    string? Sector,
    string? Region,
    string? AssetClass);

internal sealed record AllocationSummary(
    decimal TotalValue,
    decimal TotalCost,
    decimal TotalGainLoss,
    decimal? TotalGainLossPercent,
    decimal TotalDividends,
    string BaseCurrency,
    string CacheStatus,
    int ComputationTimeMs);

internal static class GetAllocation
{
    private static readonly string[] Colors =
        ["emerald", "blue", "purple", "orange", "red", "yellow", "pink", "indigo", "cyan", "lime"];

    /// <summary>How the value divides over the holdings, largest first.</summary>
    /// <param name="forceRefresh">True asks the market data provider for what is old.</param>
    public static async Task<Results<Reply<GetAllocationReply>, UnprocessableEntity<Error>>> Handle(
        [FromQuery(Name = "force_refresh"), TakesBool(Default = false)] string? forceRefresh,
        CurrentUser user,
        [FromServices] PortfolioSnapshots portfolios,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var force = query.Bool("force_refresh", forceRefresh, byDefault: false);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var computed = await portfolios.OfAsync(user, portfolios.Options(), ct, force);
        var (totals, currency) = (computed.Snapshot.Totals, computed.Snapshot.BaseCurrency);
        return new Reply<GetAllocationReply>(
            new(
                [.. computed.Snapshot.Holdings.Select((holding, index) => Row(holding, index, computed.Snapshot))],
                new(
                    Rounding.Money(totals.Value, currency),
                    Rounding.Money(totals.Cost, currency),
                    Rounding.Money(totals.UnrealisedGain, currency),
                    Rounding.Percent(totals.UnrealisedReturn),
                    Rounding.Money(totals.Income, currency),
                    currency,
                    ComputedPortfolio.CacheStatus,
                    computed.Milliseconds)),
            legacy: LegacyShape.Nested)
        {
            Facts = [computed.Facts],
        };
    }

    private static AllocationRow Row(Holding holding, int index, PortfolioSnapshot snapshot)
    {
        var currency = snapshot.BaseCurrency;
        return new(
            holding.Symbol,
            holding.Instrument.Name ?? holding.Symbol,
            holding.Quantity,
            Rounding.Price(holding.Price?.Price),
            holding.Position.Currency,
            Rounding.Money(holding.CostBase, currency),
            Rounding.Money(holding.ValueBase, currency),
            Rounding.Money(holding.UnrealisedGainBase, currency),
            Rounding.Percent(holding.UnrealisedReturnBase),
            Rounding.Money(holding.Position.DividendsReceivedBase, currency),
            Rounding.Money(holding.RealisedGainBase, currency),
            Rounding.Percent(snapshot.WeightOf(holding)),
            Colors[index % Colors.Length],
            holding.Instrument.Sector,
            holding.Instrument.Region,
            holding.Instrument.AssetClass);
    }
}
