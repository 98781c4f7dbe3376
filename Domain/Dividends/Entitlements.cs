using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Dividends;

/// <param name="Shares">Above zero, as counted on the ex-date.</param>
internal readonly record struct Entitlement(DividendEvent Event, decimal Shares);

/// <summary>
/// Which dividends a ledger is entitled to: those whose shares were held <b>before</b> the ex-date. A purchase on the
/// ex-date comes too late, a sale on it keeps the dividend.
/// </summary>
internal static class Entitlements
{
    /// <summary>One pass over all three lists. Dividends on no shares are left out.</summary>
    /// <param name="tradesOfSymbolInLedgerOrder">Of one symbol; rows of kind dividend move no shares.</param>
    /// <param name="splits">Ascending. Those effective on or before the ex-date are applied: the amount of that day is
    /// per new share.</param>
    public static IReadOnlyList<Entitlement> Of(
        IReadOnlyList<Trade> tradesOfSymbolInLedgerOrder,
        IReadOnlyList<Split> splits,
        IReadOnlyList<DividendEvent> eventsByExDate)
    {
        var entitlements = new List<Entitlement>();
        var (shares, trade, split) = (0m, 0, 0);
        foreach (var dividend in eventsByExDate)
        {
            for (; trade < tradesOfSymbolInLedgerOrder.Count; trade++)
            {
                var row = tradesOfSymbolInLedgerOrder[trade];
                if (row.On >= dividend.ExOn)
                {
                    break;
                }

                ApplySplits(row.On);
                shares += row.Kind switch
                {
                    TradeKind.Buy => row.Quantity,
                    TradeKind.Sell => -row.Quantity,
                    _ => 0,
                };
            }

            ApplySplits(dividend.ExOn);
            if (shares > 0)
            {
                entitlements.Add(new(dividend, shares));
            }
        }

        return entitlements;

        void ApplySplits(DateOnly upTo)
        {
            for (; split < splits.Count && splits[split].EffectiveOn <= upTo; split++)
            {
                shares = splits[split].Apply(shares);
            }
        }
    }

    /// <summary>Shares that a dividend with this ex-date is paid on; 0 where none were held.</summary>
    public static decimal SharesFor(
        DateOnly exOn, IReadOnlyList<Trade> tradesOfSymbolInLedgerOrder, IReadOnlyList<Split> splits) =>
        Of(tradesOfSymbolInLedgerOrder, splits, [new(default, "", exOn, null, 0, null)]) is [var held]
            ? held.Shares
            : 0;
}
