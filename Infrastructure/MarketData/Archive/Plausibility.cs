using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

/// <summary>Which prices and exchange rates are believed: none is fifty times another of the days around it. Pure.
/// </summary>
internal static class Plausibility
{
    /// <summary>More than this many times another, or less than this part of it, is a wrong unit, or a rate that is
    /// upside down.</summary>
    public const decimal JumpMax = 50m;

    public static bool IsFar(decimal close, decimal other) => close / other is > JumpMax or < 1 / JumpMax;

    /// <summary>Parts the rows that stand out on their own from those that are believed. A level that stays (a split, a
    /// currency with fewer zeros) is no outlier, and the last row has nothing after it that could tell.</summary>
    /// <param name="rows">Ascending.</param>
    /// <param name="at">Day and price, or rate, of a row.</param>
    public static (IReadOnlyList<T> Believed, DoubtedPrice? Outlier) Sift<T>(
        IReadOnlyList<T> rows, Func<T, PricePoint> at)
    {
        var believed = new List<T>(rows.Count);
        DoubtedPrice? outlier = null;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = at(rows[i]);
            if (i > 0 && i < rows.Count - 1 && at(believed[^1]) is var before && at(rows[i + 1]) is var after
                && IsFar(row.Close, before.Close) && IsFar(row.Close, after.Close)
                && !IsFar(before.Close, after.Close))
            {
                outlier = Doubt(row, before);
            }
            else
            {
                believed.Add(rows[i]);
            }
        }

        return (believed, outlier);
    }

    /// <summary>As above, where nothing is stored yet with which the last row could be compared.</summary>
    public static (IReadOnlyList<T> Believed, DoubtedPrice? Outlier) SiftFirst<T>(
        IReadOnlyList<T> rows, Func<T, PricePoint> at)
    {
        var (believed, outlier) = Sift(rows, at);
        return believed.Count > 1 && at(believed[^1]) is var last && at(believed[^2]) is var before
            && IsFar(last.Close, before.Close)
            ? ([.. believed.Take(believed.Count - 1)], Doubt(last, before))
            : (believed, outlier);
    }

    /// <summary>As above, of rates. An answer that is upside down as a whole shows where it meets what is known:
    /// then nothing of it is believed. A currency that loses zeros and keeps its name is believed from the second day
    /// of the new level on.</summary>
    /// <param name="known">The last rate known by the last day of the answer; null where none is.</param>
    public static (IReadOnlyList<T> Believed, DoubtedPrice? Outlier) SiftRates<T>(
        IReadOnlyList<T> rows, Func<T, PricePoint> at, PricePoint? known)
    {
        var (believed, outlier) = SiftFirst(rows, at);
        return known is { } last
            && at(believed.FirstOrDefault(row => at(row).On >= last.On, believed[^1])) is var meets
            && IsFar(meets.Close, last.Close)
            ? ([], Doubt(at(rows[^1]), last))
            : (believed, outlier);
    }

    private static DoubtedPrice Doubt(PricePoint row, PricePoint known) =>
        new(row.On, row.Close, known.On, known.Close);
}
