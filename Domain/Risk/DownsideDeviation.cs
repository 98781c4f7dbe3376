namespace PortfolioTracker.Domain.Risk;

/// <summary>
/// Annualised downside deviation, a fraction: the square root of the mean over <b>all</b> days of
/// <c>min(r - required, 0)^2</c>, times the square root of 252. Days above the target count as 0; they are not left
/// out. Source: F. Sortino and L. Price, "Performance Measurement in a Downside Risk Framework", 1994.
/// </summary>
internal static class DownsideDeviation
{
    /// <summary>Null with fewer than <paramref name="observationsMin"/> returns; 0 where no day fell short.</summary>
    /// <param name="requiredAnnual">The target, a fraction a year, spread evenly over 252 days.</param>
    public static Statistic Of(
        ReadOnlySpan<double> simpleReturns,
        double requiredAnnual = 0,
        int observationsMin = Statistic.ObservationsMin)
    {
        var observations = simpleReturns.Length;
        if (Moments.WhyNot(simpleReturns, Math.Max(1, observationsMin)) is { } reason)
        {
            return Statistic.None(observations, reason);
        }

        var required = requiredAnnual / Statistic.TradingDaysPerYear;
        var squares = 0d;
        foreach (var value in simpleReturns)
        {
            var shortfall = Math.Min(value - required, 0);
            squares += shortfall * shortfall;
        }

        return Statistic.Of(Math.Sqrt(squares / observations * Statistic.TradingDaysPerYear), observations);
    }
}
