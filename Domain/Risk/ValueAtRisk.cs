namespace PortfolioTracker.Domain.Risk;

/// <summary>
/// Historical value at risk, one day, 95 %: the daily simple return below which 5 % of the days lay, a fraction,
/// negative for a loss. (Where even the worst days gained it is positive: it is a quantile, not clamped.)
/// Quantile rule: linear between the two neighbours at rank (n - 1) x tail, type 7 of R. Hyndman and Y. Fan, "Sample
/// Quantiles in Statistical Packages", 1996 (Excel's PERCENTILE.INC).
/// </summary>
internal static class ValueAtRisk
{
    /// <summary>Null with fewer than <paramref name="observationsMin"/> returns.</summary>
    /// <param name="tail">The share of worst days, 0 to 1.</param>
    public static Statistic Of(
        ReadOnlySpan<double> simpleReturns, double tail = 0.05, int observationsMin = Statistic.ObservationsMin)
    {
        var observations = simpleReturns.Length;
        if (Moments.WhyNot(simpleReturns, Math.Max(1, observationsMin)) is { } reason)
        {
            return Statistic.None(observations, reason);
        }

        var sorted = simpleReturns.ToArray();
        Array.Sort(sorted);
        var rank = (observations - 1) * tail;
        var below = (int)rank;
        var above = Math.Min(below + 1, observations - 1);
        return Statistic.Of(sorted[below] + ((rank - below) * (sorted[above] - sorted[below])), observations);
    }
}
