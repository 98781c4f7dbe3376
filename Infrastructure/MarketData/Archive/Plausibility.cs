using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

/// <summary>Which prices are believed: no close is fifty times another of the days around it. Pure.</summary>
internal static class Plausibility
{
    /// <summary>A close more than this many times another, or less than this part of it, is a wrong unit.</summary>
    public const decimal JumpMax = 50m;

    public static bool IsFar(decimal close, decimal other) => close / other is > JumpMax or < 1 / JumpMax;

    /// <summary>Parts the bars that stand out on their own from those that are believed. A level that stays (a split)
    /// is no outlier, and the last bar has nothing after it that could tell.</summary>
    /// <param name="bars">Ascending.</param>
    public static (IReadOnlyList<DailyBar> Believed, DoubtedBar? Outlier) Sift(IReadOnlyList<DailyBar> bars)
    {
        var believed = new List<DailyBar>(bars.Count);
        DoubtedBar? outlier = null;
        for (var i = 0; i < bars.Count; i++)
        {
            if (i > 0 && i < bars.Count - 1 && believed[^1] is var before && IsFar(bars[i].Close, before.Close)
                && IsFar(bars[i].Close, bars[i + 1].Close) && !IsFar(before.Close, bars[i + 1].Close))
            {
                outlier = new(bars[i], before);
            }
            else
            {
                believed.Add(bars[i]);
            }
        }

        return (believed, outlier);
    }

    /// <summary>As above, where nothing is stored yet with which the last bar could be compared.</summary>
    public static (IReadOnlyList<DailyBar> Believed, DoubtedBar? Outlier) SiftFirst(IReadOnlyList<DailyBar> bars)
    {
        var (believed, outlier) = Sift(bars);
        return believed.Count > 1 && IsFar(believed[^1].Close, believed[^2].Close)
            ? ([.. believed.Take(believed.Count - 1)], new(believed[^1], believed[^2]))
            : (believed, outlier);
    }
}

/// <param name="Known">What it was held against.</param>
internal sealed record DoubtedBar(DailyBar Bar, DailyBar Known)
{
    public DoubtedPrice InUnits(decimal scale) => new(Bar.On, Bar.Close * scale, Known.On, Known.Close * scale);
}
