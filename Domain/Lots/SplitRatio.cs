using System.Numerics;

namespace PortfolioTracker.Domain.Lots;

/// <summary>
/// Reads the factor of an announced split (new shares for one old share) as a ratio of small integers. What is none is
/// no split: a spin-off is published as a "split" of 1.046.
/// <para>Small: after reduction both at most 50, or one of them 1 and the other at most 1000.</para>
/// <para>
/// Tolerance: a factor that is such a ratio exactly is one. Otherwise it must have at least four decimal places, be
/// the ratio rounded or cut at its last place, and fit one ratio only (0.0067 may be 1:149 or 1:150: refused). Old
/// shares are then limited by 50 x old² ≤ 10^places, at which less than one in a hundred arbitrary factors would be
/// taken for a split; plain 1:n, which only reverse splits have, are not.
/// </para>
/// </summary>
internal static class SplitRatio
{
    private const int SmallMax = 50;
    private const int PlainMax = 1000;
    private const int PlacesMin = 4;
    private const int PlacesMax = 12;

    /// <summary>Answers false where the factor is no such ratio; 1 is 1:1, which changes nothing.</summary>
    public static bool TryFrom(decimal factor, out int newShares, out int oldShares)
    {
        (newShares, oldShares) = (0, 0);

        // Zeros at the end, as a database adds them, say nothing of how exact the factor is.
        factor /= 1.0000000000000000000000000000m;
        return factor is >= 0.0009m and <= PlainMax
            && (TryExact(factor, out newShares, out oldShares) || TryRounded(factor, out newShares, out oldShares));
    }

    private static bool TryExact(decimal factor, out int newShares, out int oldShares)
    {
        // The smallest number of old shares that makes the new ones whole is the reduced ratio.
        for (oldShares = 1; oldShares <= PlainMax; oldShares++)
        {
            var shares = factor * oldShares;
            if (shares == decimal.Truncate(shares))
            {
                newShares = (int)shares;
                return IsSmall(newShares, oldShares);
            }
        }

        (newShares, oldShares) = (0, 0);
        return false;
    }

    private static bool TryRounded(decimal factor, out int newShares, out int oldShares)
    {
        (newShares, oldShares) = (0, 0);
        var places = Math.Min((int)factor.Scale, PlacesMax);
        var given = decimal.Truncate(factor * Power(PlacesMax)) / Power(PlacesMax);
        var found = 0;
        for (var old = 2; places >= PlacesMin && old <= PlainMax; old++)
        {
            var nearest = (int)Math.Round(given * old);
            var isLimited = old <= SmallMax && 50m * old * old <= Power(places);
            if (nearest >= 1 && (nearest == 1 || isLimited) && IsSmall(nearest, old) && IsReduced(nearest, old)
                && Reads((decimal)nearest / old, given, places))
            {
                (newShares, oldShares) = (nearest, old);
                found++;
            }
        }

        if (found == 1)
        {
            return true;
        }

        (newShares, oldShares) = (0, 0);
        return false;
    }

    private static bool Reads(decimal ratio, decimal given, int places) =>
        Math.Round(ratio, places, MidpointRounding.AwayFromZero) == given
        || Math.Round(ratio, places, MidpointRounding.ToZero) == given;

    private static bool IsSmall(int newShares, int oldShares) =>
        (newShares <= SmallMax && oldShares <= SmallMax)
        || (oldShares == 1 && newShares <= PlainMax) || (newShares == 1 && oldShares <= PlainMax);

    private static bool IsReduced(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a == 1;
    }

    private static decimal Power(int places) => (decimal)BigInteger.Pow(10, places);
}
