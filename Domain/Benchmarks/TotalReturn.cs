using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Benchmarks;

/// <summary>
/// What one share, bought at the first close, is worth when splits multiply it and each dividend buys more of it at
/// the close of the ex-date: units grow by the factor 1 + D / P(ex).
/// </summary>
internal static class TotalReturn
{
    /// <summary>
    /// A level for each close, in the currency of the closes, the first level the first close. Splits and dividends of
    /// the first day or before are already in that close. Where the ex-date has no close, the next one is taken. A
    /// dividend that is paid in another currency than the closes are in is left out: no exchange rate is known here.
    /// </summary>
    public static PriceSeries Of(Security security)
    {
        var closes = security.Prices;
        var (splits, dividends) = (security.Splits, security.Dividends);
        var levels = new PricePoint[closes.Count];
        var (units, cash, split, dividend) = (1m, 0m, 0, 0);

        for (var i = 0; i < levels.Length; i++)
        {
            var point = closes.At(i);
            while (NextOf(splits, split, dividends, dividend) is (var on, var isSplit) && on <= point.On)
            {
                var counts = i > 0;
                if (isSplit)
                {
                    units = counts ? splits[split].Apply(units) : units;
                    split++;
                }
                else
                {
                    cash += counts && InCurrencyOf(security, dividends[dividend])
                        ? units * dividends[dividend].AmountPerShare
                        : 0;
                    dividend++;
                }
            }

            // Of a close of 0 no share can be bought: the cash waits for the next.
            if (cash != 0 && point.Close > 0)
            {
                (units, cash) = (units + (cash / point.Close), 0);
            }

            levels[i] = new(point.On, units * point.Close);
        }

        return PriceSeries.From(levels);
    }

    /// <summary>The earlier of the next split and the next dividend; of one day the split comes first, because an
    /// amount announced for that ex-date is per new share.</summary>
    private static (DateOnly On, bool IsSplit)? NextOf(
        IReadOnlyList<Split> splits, int split, IReadOnlyList<DividendEvent> dividends, int dividend)
    {
        DateOnly? splitOn = split < splits.Count ? splits[split].EffectiveOn : null;
        DateOnly? exOn = dividend < dividends.Count ? dividends[dividend].ExOn : null;
        return splitOn is { } first && (exOn is not { } other || first <= other) ? (first, true)
            : exOn is { } ex ? (ex, false)
            : null;
    }

    private static bool InCurrencyOf(Security security, DividendEvent dividend) =>
        dividend.Currency is null
        || security.Instrument.Currency is null
        || dividend.Currency == security.Instrument.Currency;
}
