using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Portfolio;

namespace PortfolioTracker.Features.CompletePortfolio;

/// <summary>Holdings, allocation and movers of the document: the snapshot's figures, rounded for the wire.</summary>
internal static class HoldingSections
{
    private const int MoversMax = 3;

    private static readonly string[] Colors =
        ["emerald", "blue", "purple", "orange", "red", "yellow", "pink", "indigo", "cyan", "lime"];

    public static PortfolioSection Portfolio(PortfolioSnapshot snapshot)
    {
        var (totals, currency) = (snapshot.Totals, snapshot.BaseCurrency);
        return new(
            [.. snapshot.Holdings.Select(holding => Row(holding, snapshot))],
            Rounding.Money(totals.Value, currency),
            Rounding.Money(totals.Cost, currency),
            Rounding.Money(totals.UnrealisedGain, currency),
            Rounding.Percent(totals.UnrealisedReturn),
            Rounding.Money(totals.RealisedGain, currency),
            Rounding.Money(totals.Profit, currency),
            Rounding.Percent(totals.ProfitReturn),
            snapshot.Holdings.Count,
            currency);
    }

    public static AllocationSection Allocation(PortfolioSnapshot snapshot)
    {
        var (holdings, spread) = (snapshot.Holdings, snapshot.Concentration);
        return new(
            [.. holdings.Select((holding, index) => Share(holding, index, snapshot))],
            Rows(Domain.Holdings.Allocation.BySector(holdings), snapshot.BaseCurrency),
            By(snapshot, holding => holding.Instrument.Region),
            By(snapshot, holding => holding.Instrument.AssetClass),
            By(snapshot, holding => holding.Position.Currency),
            Rounding.Ratio(spread.DiversificationScore),
            spread.Risk,
            Rounding.Ratio(spread.Hhi),
            Rounding.Ratio(spread.EffectivePositions),
            holdings.Count);
    }

    /// <summary>By total gain, in percent of the cost in base currency; winners from the best, losers from the worst.
    /// </summary>
    public static IReadOnlyList<MoverRow> Movers(PortfolioSnapshot snapshot, bool gainers)
    {
        var moved = snapshot.Holdings.Where(holding =>
            gainers ? holding.UnrealisedReturnBase > 0 : holding.UnrealisedReturnBase < 0);
        var ordered = gainers
            ? moved.OrderByDescending(holding => holding.UnrealisedReturnBase)
            : moved.OrderBy(holding => holding.UnrealisedReturnBase);
        return
        [
            .. ordered.Take(MoversMax).Select(holding => new MoverRow(
                holding.Instrument.Name ?? holding.Symbol,
                holding.Symbol,
                Rounding.Money(holding.ValueBase!.Value, snapshot.BaseCurrency),
                Rounding.Percent(holding.UnrealisedReturnBase)!.Value,
                Rounding.Money(holding.UnrealisedGainBase!.Value, snapshot.BaseCurrency))),
        ];
    }

    private static HoldingRow Row(Holding holding, PortfolioSnapshot snapshot)
    {
        var (local, currency) = (holding.Position.Currency, snapshot.BaseCurrency);
        return new(
            holding.Symbol,
            holding.Instrument.Name,
            holding.Quantity,
            Rounding.Price(holding.AverageCost),
            Rounding.Money(holding.Cost, local),
            Rounding.Price(holding.Price?.Price),
            Rounding.Money(holding.Value, local),
            Rounding.Money(holding.UnrealisedGain, local),
            Rounding.Percent(holding.UnrealisedReturn),
            Rounding.Percent(snapshot.WeightOf(holding)),
            Rounding.Money(holding.Position.DividendsReceived, local),
            holding.Price?.On,
            holding.PriceStatus switch
            {
                PriceStatus.Missing => "missing",
                PriceStatus.Stale => "stale",
                _ => "current",
            },
            holding.Price is null ? null : holding.Position.Security.PriceSource,
            local,
            Rounding.Money(holding.ValueBase, currency),
            Rounding.Money(holding.CostBase, currency),
            Rounding.Money(holding.UnrealisedGainBase, currency),
            Rounding.Percent(holding.UnrealisedReturnBase),
            Rounding.Money(holding.Position.DividendsReceivedBase, currency),
            Rounding.Money(holding.CurrencyGainBase, currency),
            Rounding.Money(holding.PriceGainBase, currency),
            Rounding.Money(holding.RealisedGainBase, currency),
            holding.RateToBase is { } rate ? Rounding.Rate(rate) : null,
            Rounding.Money(holding.DailyChange, local),
            Rounding.Percent(holding.DailyReturn),
            holding.Instrument.Sector,
            holding.Instrument.Region,
            holding.Instrument.AssetClass,
            holding.Position.Book.Open.Min(lot => (DateOnly?)lot.BoughtOn),
            holding.Position.Book.Open.Count);
    }

    private static SymbolShareRow Share(Holding holding, int index, PortfolioSnapshot snapshot) => new(
        holding.Symbol,
        Rounding.Percent(snapshot.WeightOf(holding)),
        Rounding.Money(holding.ValueBase, snapshot.BaseCurrency),
        Rounding.Money(holding.CostBase, snapshot.BaseCurrency),
        Rounding.Money(holding.UnrealisedGainBase, snapshot.BaseCurrency),
        Rounding.Percent(holding.UnrealisedReturnBase),
        Colors[index % Colors.Length]);

    private static IReadOnlyList<ShareRow> By(PortfolioSnapshot snapshot, Func<Holding, string?> key) =>
        Rows(Domain.Holdings.Allocation.By(snapshot.Holdings, key), snapshot.BaseCurrency);

    private static IReadOnlyList<ShareRow> Rows(IEnumerable<AllocationPart> parts, string currency) =>
    [
        .. parts.Select(part => new ShareRow(
            part.Key,
            Rounding.Money(part.Value, currency),
            Rounding.Percent(part.Weight)!.Value,
            Rounding.Money(part.Cost, currency),
            Rounding.Money(part.Gain, currency),
            part.Holdings)),
    ];
}
