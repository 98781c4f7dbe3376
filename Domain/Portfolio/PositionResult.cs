using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>What one symbol brought from its first trade on: base currency. Null where a price or a rate is missing.
/// </summary>
/// <param name="Holding">Null where nothing is held any more.</param>
internal sealed record PositionResult(Position Position, Holding? Holding)
{
    /// <summary>0 where nothing is held.</summary>
    public decimal? ValueBase => Holding is null ? 0 : Holding.ValueBase;

    /// <summary>0 where nothing is held.</summary>
    public decimal? CostBase => Holding is null ? 0 : Holding.CostBase;

    public decimal? UnrealisedGainBase => Holding is null ? 0 : Holding.UnrealisedGainBase;

    /// <summary>Unrealised and realised gain and dividends.</summary>
    public decimal? ProfitBase =>
        UnrealisedGainBase + Position.Book.RealisedGainBase + Position.DividendsReceivedBase;

    /// <summary>A fraction of all money ever paid in; null where none was.</summary>
    public decimal? ProfitReturn => Position.InvestedBase is > 0 ? ProfitBase / Position.InvestedBase : null;

    /// <summary>From the first trade to the day of the snapshot; of several rates the one nearest to the symbol's own
    /// time-weighted return.</summary>
    public Xirr? MoneyWeighted(PortfolioSnapshot snapshot) =>
        MoneyWeighted(snapshot.AsOf) is var money && money is not { Status: ReturnStatus.Ambiguous } ? money
        : PeriodPerformance.Of(snapshot, symbol: Position.Symbol)!.MoneyWeighted;

    /// <summary>From the first trade to the day given.</summary>
    /// <param name="nearTo">As in <see cref="Xirr.Of"/>.</param>
    public Xirr? MoneyWeighted(DateOnly asOf, double? nearTo = null) =>
        ValueBase is { } value && Position.Flows.All(flow => flow.IsKnown)
        ? Xirr.Of(
            [
                .. Position.Flows.Select(flow => new CashFlow(flow.On, flow.Out!.Value - flow.In!.Value)),
                new(asOf, value),
            ],
            nearTo)
        : null;

    /// <summary>Holdings by value, then what was sold altogether by symbol.</summary>
    public static IReadOnlyList<PositionResult> Of(PortfolioSnapshot snapshot) =>
    [
        .. snapshot.Holdings.Select(holding => new PositionResult(holding.Position, holding)),
        .. snapshot.Positions.Where(position => position.Book.Quantity == 0)
            .OrderBy(position => position.Symbol, StringComparer.Ordinal)
            .Select(position => new PositionResult(position, null)),
    ];
}
