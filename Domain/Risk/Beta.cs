namespace PortfolioTracker.Domain.Risk;

/// <summary>
/// Beta, a plain number: sample covariance of the daily simple returns with those of the benchmark (total returns of
/// the same days), divided by the benchmark's sample variance. Source: W. F. Sharpe, "Capital Asset Prices", 1964.
/// </summary>
internal static class Beta
{
    /// <summary>Null with fewer than <paramref name="observationsMin"/> pairs, and where the benchmark does not vary.
    /// </summary>
    /// <param name="benchmarkReturns">One for each of <paramref name="simpleReturns"/>, of the same day.</param>
    public static Statistic Of(
        ReadOnlySpan<double> simpleReturns,
        ReadOnlySpan<double> benchmarkReturns,
        int observationsMin = Statistic.ObservationsMin)
    {
        if (simpleReturns.Length != benchmarkReturns.Length)
        {
            throw new ArgumentException("Each return needs the benchmark's return of its day.",
                nameof(benchmarkReturns));
        }

        var observations = simpleReturns.Length;
        var pairsMin = Math.Max(2, observationsMin);
        if ((Moments.WhyNot(simpleReturns, pairsMin) ?? Moments.WhyNot(benchmarkReturns, pairsMin)) is { } reason)
        {
            return Statistic.None(observations, reason);
        }

        var variance = Moments.SampleCovariance(benchmarkReturns, benchmarkReturns);
        return variance < Moments.NoVariation * Moments.NoVariation
            ? Statistic.None(observations, "The benchmark's daily returns do not vary.")
            : Statistic.Of(Moments.SampleCovariance(simpleReturns, benchmarkReturns) / variance, observations);
    }
}
