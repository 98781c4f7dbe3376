namespace PortfolioTracker.Domain.Lots;

/// <summary>Divides an amount of money by shares so that nothing is lost: part + rest = total, exactly.</summary>
internal static class Portion
{
    /// <summary>
    /// Decimal places to which a part is rounded. Money on this grid adds up exactly, in any order, while totals stay
    /// below 7.9e12 (a decimal has 28 digits); that is what makes gains equal under every cost method.
    /// </summary>
    public const int Places = 16;

    /// <summary>Two factors below this have a product that a decimal can hold.</summary>
    private static readonly decimal ProductFits = 1e14m;

    /// <param name="part">Shares, not above <paramref name="whole"/>.</param>
    /// <param name="whole">Shares, above zero. A part that is the whole takes all and leaves exactly zero.</param>
    public static (decimal Part, decimal Left) Of(decimal total, decimal part, decimal whole)
    {
        if (part == whole)
        {
            return (total, 0m);
        }

        // Multiplied first where it fits: a third of 30 is 10, not 9.99….
        var share = Math.Abs(total) < ProductFits && part < ProductFits
            ? total * part / whole
            : total * (part / whole);

        // The difference of a large and a small decimal may round. The part is what the rest leaves, not what it was
        // computed as: the second difference is exact.
        var rest = total - Math.Round(share, Places);
        return (total - rest, rest);
    }

    /// <summary>As above; both are null where the total is.</summary>
    public static (decimal? Part, decimal? Left) Of(decimal? total, decimal part, decimal whole) =>
        total is { } known ? Of(known, part, whole) : (null, null);
}
