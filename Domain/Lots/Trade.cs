namespace PortfolioTracker.Domain.Lots;

internal enum TradeKind
{
    Buy,
    Sell,
    Dividend,
}

/// <summary>One row of the ledger, as it was recorded: raw, as-traded quantity and price.</summary>
/// <param name="Quantity">
/// Shares, above zero, as traded (before any later split). For a dividend: shares paid on.
/// </param>
/// <param name="Price">Per share, in <paramref name="Currency"/>. For a dividend: the amount per share.</param>
/// <param name="Fee">Commission in <paramref name="Currency"/>, zero or more.</param>
/// <param name="Currency">ISO 4217 code of a major unit (GBP, never GBX).</param>
/// <param name="RateToBase">
/// The user's own rate, units of base currency for one <paramref name="Currency"/>; null: the rate of the day applies.
/// </param>
/// <param name="DividendId">The announced dividend that this row settles, where it is one.</param>
internal sealed record Trade(
    Guid Id,
    TradeKind Kind,
    string Symbol,
    DateOnly On,
    decimal Quantity,
    decimal Price,
    decimal Fee,
    string Currency,
    decimal? RateToBase,
    DateTime RecordedAt,
    Guid? DividendId = null)
{
    /// <summary>The lots chosen for a sale; none: the oldest. They count under <see cref="CostMethod.Specific"/>.
    /// </summary>
    public IReadOnlyList<LotPick> Lots { get; init; } = [];

    /// <summary>Ledger order: date, then time of recording, then id. Same-day buy then sell works as entered.</summary>
    public static int InLedgerOrder(Trade a, Trade b) =>
        a.On != b.On ? a.On.CompareTo(b.On)
        : a.RecordedAt != b.RecordedAt ? a.RecordedAt.CompareTo(b.RecordedAt)
        : a.Id.CompareTo(b.Id);

    /// <summary>Quantity times price, before the fee.</summary>
    public decimal Gross => Quantity * Price;
}
