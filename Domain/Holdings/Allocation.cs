namespace PortfolioTracker.Domain.Holdings;

/// <summary>A part of the portfolio's value.</summary>
/// <param name="Key">A symbol, sector, region, asset class or currency; <c>Unknown</c> where nobody has said.</param>
/// <param name="Value">Base currency.</param>
/// <param name="Weight">A fraction of the value of all parts.</param>
/// <param name="Cost">Base currency; null where the cost of a holding in it is unknown.</param>
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

    public static IReadOnlyList<AllocationPart> By(IReadOnlyList<Holding> holdings, Func<Holding, string?> key)
    {
        var valued = holdings.Where(holding => holding.ValueBase is not null).ToArray();
        var total = valued.Sum(holding => holding.ValueBase!.Value);
        return
        [
            .. valued.GroupBy(holding => key(holding) ?? Unknown, StringComparer.Ordinal)
                .Select(part =>
                {
                    var value = part.Sum(holding => holding.ValueBase!.Value);
                    return new AllocationPart(part.Key, value, total > 0 ? value / total : 0,
                        part.Any(holding => holding.CostBase is null)
                            ? null
                            : part.Sum(holding => holding.CostBase!.Value),
                        part.Count());
                })
                .OrderByDescending(part => part.Value).ThenBy(part => part.Key, StringComparer.Ordinal),
        ];
    }
}
