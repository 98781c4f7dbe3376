namespace PortfolioTracker.Domain.Risk;

/// <summary>
/// Sharpe ratio, a plain number: (252 x mean daily simple return - risk-free annual rate) / (sample standard deviation
/// of the daily simple returns x square root of 252). The risk-free rate is a fraction a year, spread evenly over 252
/// days. Source: W. F. Sharpe, "The Sharpe Ratio", Journal of Portfolio Management, 1994.
/// </summary>
internal static class SharpeRatio
{
    /// <summary>Null with fewer than <paramref name="observationsMin"/> returns, and where the returns do not vary.
    /// </summary>
    public static Statistic Of(
        ReadOnlySpan<double> simpleReturns,
        double riskFreeAnnual = 0,
        int observationsMin = Statistic.ObservationsMin)
    {
        var observations = simpleReturns.Length;
        if (Moments.WhyNot(simpleReturns, Math.Max(2, observationsMin)) is { } reason)
        {
            return Statistic.None(observations, reason);
        }

        var deviation = Moments.SampleDeviation(simpleReturns);
        if (deviation < Moments.NoVariation)
        {
            return Statistic.None(observations, "The daily returns do not vary.");
        }

        var excess = Moments.Mean(simpleReturns) - (riskFreeAnnual / Statistic.TradingDaysPerYear);
        return Statistic.Of(excess / deviation * Math.Sqrt(Statistic.TradingDaysPerYear), observations);
    }
}
