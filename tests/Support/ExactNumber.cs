using System.Globalization;
using System.Numerics;

namespace PortfolioTracker.Tests.Support;

/// <summary>A decimal literal as digits times a power of ten, of any length, so that equal means equal.</summary>
internal readonly record struct ExactNumber(BigInteger Digits, int Exponent)
{
    public static ExactNumber Of(string literal)
    {
        var parts = literal.Split('e', 'E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : parts[0].Length - point - 1;
        var digits = BigInteger.Parse(
            parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        var exponent = (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - places;
        while (!digits.IsZero && digits % 10 == 0)
        {
            (digits, exponent) = (digits / 10, exponent + 1);
        }

        return new(digits, digits.IsZero ? 0 : exponent);
    }
}
