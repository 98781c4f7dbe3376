using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>The user's side of a computation: what was recorded, and in which currency and by which lot method the
/// user wants it told.</summary>
/// <param name="Trades">In ledger order (<see cref="Trade.InLedgerOrder"/>).</param>
internal sealed record Ledger(string BaseCurrency, CostMethod CostMethod, IReadOnlyList<Trade> Trades)
{
    /// <summary>Whose it is; ids of what is derived from it are made with it.</summary>
    public Guid Owner { get; init; }

    /// <summary>What the user said about dividends, in any order.</summary>
    public IReadOnlyList<DividendDecision> Decisions { get; init; } = [];

    /// <summary>Prices that the user gave; of a symbol that a provider covers they do not count.</summary>
    public IReadOnlyList<OwnPrices> OwnPrices { get; init; } = [];

    /// <summary>The gross view: purchases and sales as if they had cost no commission. What was kept from dividends
    /// stays kept.</summary>
    public Ledger WithoutFees() => this with
    {
        Trades = [.. Trades.Select(trade => trade.Kind == TradeKind.Dividend ? trade : trade with { Fee = 0 })],
    };
}

/// <param name="AsOf">The day to tell about; trades and prices after it do not exist.</param>
/// <param name="Benchmark">Symbol into which the same cash flows are simulated.</param>
/// <param name="RiskFreeAnnual">Annual risk-free rate as a fraction, for Sharpe, Sortino and alpha.</param>
/// <param name="IsPast">The day lies before today: dividends announced for later are not known yet.</param>
internal sealed record SnapshotOptions(
    DateOnly AsOf, string Benchmark = "SPY", double RiskFreeAnnual = 0, bool IsPast = false);

/// <summary>Something that a figure would have needed and nobody knows.</summary>
/// <param name="Symbol">A symbol, or a currency pair such as <c>EUR/USD</c>.</param>
/// <param name="What"><c>price</c>, <c>price_history</c>, <c>exchange_rate</c>, <c>currency</c>, …;
/// <c>price_quarantined</c>, <c>exchange_rate_quarantined</c>: the newest price, or rate, is not believed, because it
/// is fifty times another.</param>
/// <param name="Since">First day for which it is missing (or, for a stale price, the day it is from).</param>
internal sealed record MissingPart(string Symbol, string What, DateOnly? Since);
