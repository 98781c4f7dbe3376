using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Holdings;

/// <summary>A part of the portfolio's value.</summary>
/// <param name="Key">A symbol, sector, region, asset class or currency; <c>Unknown</c> where nobody has said.</param>
/// <param name="Value">Base currency.</param>
/// <param name="Weight">A fraction of the value of all parts.</param>
/// <param name="Cost">Base currency; null where the cost of a holding in it is unknown.</param>
/// <param name="Holdings">How many are in it, a fund in several.</param>
internal sealed record AllocationPart(string Key, decimal Value, decimal Weight, decimal? Cost, int Holdings)
{
    public decimal? Gain => Value - Cost;

    /// <summary>A fraction of the cost; null without any.</summary>
    public decimal? Return => Cost is > 0 ? Gain / Cost : null;
}

/// <summary>How the value divides, largest part first; holdings without a value are in no part.</summary>
internal static class Allocation
{
    public const string Unknown = "Unknown";

    public static IReadOnlyList<AllocationPart> By(IReadOnlyList<Holding> holdings, Func<Holding, string?> key) =>
        Divide(holdings, holding => [new(key(holding) ?? Unknown, 1)]);

    /// <summary>A fund counts in each sector that it holds, by weight; what it does not tell of is
    /// <see cref="Unknown"/>. Weights above 1, of a fund that borrows, are scaled down to 1.</summary>
    public static IReadOnlyList<AllocationPart> BySector(IReadOnlyList<Holding> holdings) =>
        Divide(holdings, holding => SectorsOf(holding.Instrument));

    private static IEnumerable<SectorWeight> SectorsOf(Instrument instrument)
    {
        if (instrument.FundSectors is not { Count: > 0 } sectors)
        {
            return [new(instrument.Sector ?? Unknown, 1)];
        }

        var told = sectors.Sum(sector => sector.Weight);
        return told > 1
            ? sectors.Select(sector => sector with { Weight = sector.Weight / told })
            : sectors.Append(new(Unknown, 1 - told)).Where(sector => sector.Weight > 0);
    }

    private static AllocationPart[] Divide(
        IReadOnlyList<Holding> holdings, Func<Holding, IEnumerable<SectorWeight>> parts)
    {
        var valued = holdings.Where(holding => holding.ValueBase is not null).ToArray();
        var total = valued.Sum(holding => holding.ValueBase!.Value);
        return
        [
            .. valued.SelectMany(parts, (holding, part) => new Piece(holding, part.Sector, part.Weight))
                .GroupBy(piece => piece.Key, StringComparer.Ordinal)
                .Select(part =>
                {
                    var value = part.Sum(piece => piece.Holding.ValueBase!.Value * piece.Weight);
                    return new AllocationPart(part.Key, value, total > 0 ? value / total : 0,
                        part.Any(piece => piece.Holding.CostBase is null)
                            ? null
                            : part.Sum(piece => piece.Holding.CostBase!.Value * piece.Weight),
                        part.Count());
                })
                .OrderByDescending(part => part.Value).ThenBy(part => part.Key, StringComparer.Ordinal),
        ];
    }

    private sealed record Piece(Holding Holding, string Key, decimal Weight);
}
