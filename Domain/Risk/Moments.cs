using System.Globalization;

namespace PortfolioTracker.Domain.Risk;

/// <summary>
/// Mean, sample deviation and covariance, in two passes: first the mean, then the squares around it, so that small
/// returns around a large mean keep their digits. Denominator n - 1 (Bessel), as Excel's STDEV.S and COVARIANCE.S.
/// </summary>
internal static class Moments
{
    /// <summary>
    /// Daily returns that differ by less than this are equal but for rounding: a price has at most some ten digits. A
    /// ratio with a smaller denominator would be noise, not a figure.
    /// </summary>
    public const double NoVariation = 1e-12;

    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0d;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>Needs two values or more.</summary>
    public static double SampleDeviation(ReadOnlySpan<double> values) => Math.Sqrt(SampleCovariance(values, values));

    /// <summary>Needs two pairs or more.</summary>
    public static double SampleCovariance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (meanA, meanB) = (Mean(a), Mean(b));
        var sum = 0d;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }

        return sum / (a.Length - 1);
    }

    /// <summary>Why nothing can be computed from these returns; null where it can.</summary>
    public static string? WhyNot(ReadOnlySpan<double> returns, int observationsMin)
    {
        if (returns.Length < observationsMin)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"At least {observationsMin} daily returns are needed, there are {returns.Length}.");
        }

        foreach (var value in returns)
        {
            if (!double.IsFinite(value))
            {
                return "One of the daily returns is not a number.";
            }
        }

        return null;
    }
}
