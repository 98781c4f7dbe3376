namespace PortfolioTracker.Domain.Risk;

/// <summary>
/// Jensen's alpha, arithmetic and annualised, a fraction: 252 x (mean(r) - [f + beta x (mean(b) - f)]), with f the
/// risk-free annual rate / 252. Not compounded: some libraries publish (1 + daily alpha)^252 - 1 instead.
/// Source: M. C. Jensen, "The Performance of Mutual Funds in the Period 1945-1964", 1968.
/// </summary>
internal static class Alpha
{
    /// <summary>Null wherever <see cref="Beta"/> is.</summary>
    /// <param name="benchmarkReturns">One for each of <paramref name="simpleReturns"/>, of the same day.</param>
    public static Statistic Of(
        ReadOnlySpan<double> simpleReturns,
        ReadOnlySpan<double> benchmarkReturns,
        double riskFreeAnnual = 0,
        int observationsMin = Statistic.ObservationsMin)
    {
        var beta = Beta.Of(simpleReturns, benchmarkReturns, observationsMin);
        if (beta.Value is not { } slope)
        {
            return beta;
        }

        var annual = Moments.Mean(simpleReturns) * Statistic.TradingDaysPerYear;
        var benchmarkAnnual = Moments.Mean(benchmarkReturns) * Statistic.TradingDaysPerYear;
        return Statistic.Of(
            annual - (riskFreeAnnual + (slope * (benchmarkAnnual - riskFreeAnnual))), simpleReturns.Length);
    }
}
