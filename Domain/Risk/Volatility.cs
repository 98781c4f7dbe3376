namespace PortfolioTracker.Domain.Risk;

/// <summary>
/// Annualised volatility, a fraction (0.2 = 20 %): the sample standard deviation of the daily log returns
/// <c>ln(1 + r)</c>, times the square root of 252. Source: J. Hull, "Options, Futures, and Other Derivatives",
/// estimating volatility from historical data.
/// </summary>
internal static class Volatility
{
    /// <summary>
    /// Null with fewer than <paramref name="observationsMin"/> returns, and with a return of -100 % or less, which has
    /// no logarithm. Returns that are all equal have the volatility 0.
    /// </summary>
    public static Statistic Of(
        ReadOnlySpan<double> simpleReturns, int observationsMin = Statistic.ObservationsMin)
    {
        var observations = simpleReturns.Length;
        if (Moments.WhyNot(simpleReturns, Math.Max(2, observationsMin)) is { } reason)
        {
            return Statistic.None(observations, reason);
        }

        var logReturns = new double[observations];
        for (var i = 0; i < observations; i++)
        {
            if (simpleReturns[i] <= -1)
            {
                return Statistic.None(observations, "A daily return of -100 % has no logarithm.");
            }

            logReturns[i] = Math.Log(1 + simpleReturns[i]);
        }

        return Statistic.Of(
            Moments.SampleDeviation(logReturns) * Math.Sqrt(Statistic.TradingDaysPerYear), observations);
    }
}
