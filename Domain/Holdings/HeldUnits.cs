using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Holdings;

/// <summary>
/// Counts the shares of one position trade after trade, in the units in which its lots are counted
/// (<see cref="SplitScale"/>): a position that the book calls closed is at exactly zero here too, whatever thirds of a
/// share its splits made.
/// </summary>
internal sealed class HeldUnits
{
    private static readonly decimal[] NoSplits = [1m];

    private readonly IReadOnlyList<Trade> trades;
    private readonly SplitScale? scale;
    private readonly decimal[] unitsPerShare;
    private int splits;

    public HeldUnits(Position position)
    {
        trades = position.Trades;
        if (position.Splits.Count == 0)
        {
            unitsPerShare = NoSplits;
            return;
        }

        scale = SplitScale.Of(position.Splits);
        unitsPerShare = scale.DecimalFactors(
            trades.Where(trade => trade.Kind != TradeKind.Dividend).Select(trade => trade.Quantity));
    }

    public decimal Units { get; private set; }

    public decimal UnitsPerShareAtEnd => unitsPerShare[^1];

    /// <summary>As shares count on the day last moved to.</summary>
    public decimal Shares => unitsPerShare[splits] == 1 ? Units : Units / unitsPerShare[splits];

    public void MoveTo(DateOnly on) => splits = scale?.InEffect(on, splits) ?? 0;

    public void Take(int index)
    {
        var trade = trades[index];
        if (trade.Kind == TradeKind.Dividend)
        {
            return;
        }

        MoveTo(trade.On);
        var units = trade.Quantity * unitsPerShare[splits];
        // A ledger that sells more than it holds is short of records, not short of shares.
        Units = trade.Kind == TradeKind.Buy ? Units + units : Math.Max(0, Units - units);
    }
}
