using System.Numerics;

namespace PortfolioTracker.Domain.Lots;

/// <summary>
/// Brings share counts of different days to one unit, so that splits need no division: a share held after the first k
/// splits is worth factor(k) units, a whole number. One share before a 1:3 reverse split is 1 unit, one after it 3.
/// </summary>
internal sealed class SplitScale
{
    private static readonly BigInteger DecimalMax = new(decimal.MaxValue);
    private static readonly BigInteger TenToThe28 = BigInteger.Pow(10, 28);

    private readonly IReadOnlyList<Split> splits;
    private readonly BigInteger[] factors;

    private SplitScale(IReadOnlyList<Split> splits, BigInteger[] factors) =>
        (this.splits, this.factors) = (splits, factors);

    public static SplitScale Of(IReadOnlyList<Split> splitsAscending)
    {
        // factor(k) = product of Old over the first k splits x product of New over the others.
        var factors = new BigInteger[splitsAscending.Count + 1];
        factors[0] = splitsAscending.Aggregate(BigInteger.One, (product, split) => product * split.New);
        for (var k = 1; k < factors.Length; k++)
        {
            factors[k] = factors[k - 1] / splitsAscending[k - 1].New * splitsAscending[k - 1].Old;
        }

        var common = factors.Aggregate(BigInteger.GreatestCommonDivisor);
        return new(splitsAscending, Array.ConvertAll(factors, factor => factor / common));
    }

    /// <summary>How many splits are in effect at the start of the day, counting on from an earlier answer.</summary>
    public int InEffect(DateOnly on, int earlier)
    {
        while (earlier < splits.Count && splits[earlier].EffectiveOn <= on)
        {
            earlier++;
        }

        return earlier;
    }

    /// <summary>
    /// The factors as decimals. They are whole, and counting in units is exact, as long as all shares of
    /// <paramref name="quantities"/> together, with their decimal places, fit into the 28 digits of a decimal as units.
    /// Where they do not (a trillion shares with ten decimals), the factors are scaled down and units round in the
    /// 28th digit.
    /// </summary>
    public decimal[] DecimalFactors(IEnumerable<decimal> quantities)
    {
        if (splits.Count == 0)
        {
            return [1m];
        }

        var (total, places) = (BigInteger.Zero, 0);
        foreach (var quantity in quantities)
        {
            total += new BigInteger(Math.Ceiling(quantity));
            places = Math.Max(places, quantity.Scale);
        }

        var largest = factors.Max();
        return total * largest * BigInteger.Pow(10, places) <= DecimalMax
            ? Array.ConvertAll(factors, factor => (decimal)factor)
            : Array.ConvertAll(factors, factor => Shares(factor, largest));
    }

    /// <summary>Exact, whatever the quantity: in units of 1e-28.</summary>
    public BigInteger Units(decimal quantity, int splitsInEffect)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(quantity, bits);
        var (low, middle, high) = unchecked(((uint)bits[0], (uint)bits[1], (uint)bits[2]));
        BigInteger digits = new UInt128(high, ((ulong)middle << 32) | low);
        return digits * BigInteger.Pow(10, 28 - quantity.Scale) * factors[splitsInEffect];
    }

    /// <summary>Back to shares of the day, rounded to what a decimal holds.</summary>
    public decimal Shares(BigInteger units, int splitsInEffect) => Shares(units, TenToThe28 * factors[splitsInEffect]);

    private static decimal Shares(BigInteger units, BigInteger unitsPerShare)
    {
        var whole = BigInteger.DivRem(units, unitsPerShare, out var rest);
        return (decimal)whole + ((decimal)(rest * TenToThe28 / unitsPerShare) / 1e28m);
    }
}
