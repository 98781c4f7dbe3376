namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>Chance that always falls the same way: a number depends on its name and its day alone. Only operations
/// that IEEE 754 fixes to the last bit are used, so every machine and every build invents the same market.</summary>
internal static class SandboxNoise
{
    private const double Ln2 = 0.693147180559945309417232121458;

    // 1/k!: the series of exp to the 13th power is exact to the last places for |x| <= ln(2)/2.
    private static readonly double[] Inverses = InverseFactorials();

    /// <summary>FNV-1a, to seed the numbers of one name.</summary>
    public static ulong Seed(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        return hash;
    }

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public static ulong Bits(ulong seed, int day)
    {
        unchecked
        {
            var z = seed + (0x9E3779B97F4A7C15UL * (ulong)(uint)day) + 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 to less than 1.</summary>
    public static double Uniform(ulong seed, int day) => (Bits(seed, day) >> 11) * (1.0 / (1UL << 53));

    public static int Below(ulong seed, int day, int limit) => (int)(Bits(seed, day) % (ulong)limit);

    /// <summary>Mean 0, variance 1, nearly normal: four uniform numbers added, so never beyond 3.5.</summary>
    public static double Normal(ulong seed, int day)
    {
        var bits = Bits(seed, day);
        var sum = 0.0;
        for (var part = 0; part < 4; part++)
        {
            sum += ((bits >> (16 * part)) & 0xFFFF) / 65536.0;
        }

        return (sum - 2) * 1.7320508075688772;
    }

    public static double Exp(double x)
    {
        var powers = Math.Floor((x / Ln2) + 0.5);
        var rest = x - (powers * Ln2);
        var sum = 0.0;
        for (var k = Inverses.Length - 1; k >= 0; k--)
        {
            sum = (sum * rest) + Inverses[k];
        }

        return Math.ScaleB(sum, (int)powers);
    }

    private static double[] InverseFactorials()
    {
        var inverses = new double[14];
        inverses[0] = 1;
        for (var k = 1; k < inverses.Length; k++)
        {
            inverses[k] = inverses[k - 1] / k;
        }

        return inverses;
    }
}
