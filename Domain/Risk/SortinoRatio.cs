namespace PortfolioTracker.Domain.Risk;

/// <summary>
/// Sortino ratio, a plain number: (252 x mean daily simple return - risk-free annual rate) /
/// <see cref="DownsideDeviation"/> below the same rate. Source: as there.
/// </summary>
internal static class SortinoRatio
{
    /// <summary>Null with fewer than <paramref name="observationsMin"/> returns, and where no day fell short of the
    /// risk-free rate: without a downside the ratio has no denominator.</summary>
    public static Statistic Of(
        ReadOnlySpan<double> simpleReturns,
        double riskFreeAnnual = 0,
        int observationsMin = Statistic.ObservationsMin)
    {
        var observations = simpleReturns.Length;
        var downside = DownsideDeviation.Of(simpleReturns, riskFreeAnnual, observationsMin);
        if (downside.Value is not { } denominator)
        {
            return downside;
        }

        if (denominator < Moments.NoVariation)
        {
            return Statistic.None(observations, "No daily return is below the risk-free rate.");
        }

        var excessAnnual = (Moments.Mean(simpleReturns) * Statistic.TradingDaysPerYear) - riskFreeAnnual;
        return Statistic.Of(excessAnnual / denominator, observations);
    }
}
