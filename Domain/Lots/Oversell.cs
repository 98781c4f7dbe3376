using System.Numerics;

namespace PortfolioTracker.Domain.Lots;

/// <summary>The first moment, in ledger order, at which more was sold than was held.</summary>
/// <param name="Quantity">How many shares were missing, as shares counted on that day.</param>
internal readonly record struct Shortfall(DateOnly On, decimal Quantity);

/// <summary>
/// Decides whether a ledger may be written. Exact whatever the splits: three thirds of a share make one share here.
/// </summary>
internal static class Oversell
{
    /// <summary>Null where every sale was covered. Dividends move no shares.</summary>
    /// <param name="tradesInLedgerOrder">Of one symbol.</param>
    /// <param name="splitsAscending">A split takes effect at the start of its day, before that day's trades.</param>
    public static Shortfall? First(IReadOnlyList<Trade> tradesInLedgerOrder, IReadOnlyList<Split> splitsAscending)
    {
        var scale = SplitScale.Of(splitsAscending);
        var held = BigInteger.Zero;
        var splits = 0;

        foreach (var trade in tradesInLedgerOrder)
        {
            if (trade.Kind == TradeKind.Dividend)
            {
                continue;
            }

            splits = scale.InEffect(trade.On, splits);
            var units = scale.Units(trade.Quantity, splits);
            held += trade.Kind == TradeKind.Buy ? units : -units;
            if (held < 0)
            {
                return new(trade.On, scale.Shares(-held, splits));
            }
        }

        return null;
    }
}
