namespace PortfolioTracker.Domain.Holdings;

/// <summary>How much hangs on few positions.</summary>
/// <param name="LargestWeight">The largest value / the sum of the values, a fraction.</param>
/// <param name="DiversificationScore">1 - <paramref name="LargestWeight"/>: 0 with a single position.</param>
/// <param name="Risk"><c>high</c> with a largest weight above 0.5, <c>medium</c> above 0.3, else <c>low</c>;
/// <c>unknown</c> where there are no weights.</param>
/// <param name="Hhi">Herfindahl-Hirschman index: the sum of the squared weights, 1 / n with n equal positions, 1 with
/// a single one. Source: O. C. Herfindahl, "Concentration in the Steel Industry", 1950.</param>
/// <param name="EffectivePositions">1 / <paramref name="Hhi"/>: as many equal positions are as concentrated.</param>
/// <param name="Positions">Positions with a value above zero.</param>
internal sealed record Concentration(
    decimal? LargestWeight,
    decimal? DiversificationScore,
    string Risk,
    decimal? Hhi,
    decimal? EffectivePositions,
    int Positions)
{
    private static readonly decimal HighAbove = 0.5m;
    private static readonly decimal MediumAbove = 0.3m;

    /// <summary>All figures are null where nothing has a value, and where a value is negative: weights of a book with
    /// shorts do not lie between 0 and 1.</summary>
    /// <param name="values">Market values in one currency, zero or more.</param>
    public static Concentration Of(IReadOnlyList<decimal> values)
    {
        var (total, largest, positions, negative) = (0m, 0m, 0, false);
        foreach (var value in values)
        {
            total += value;
            largest = Math.Max(largest, value);
            positions += value > 0 ? 1 : 0;
            negative |= value < 0;
        }

        if (positions == 0 || negative)
        {
            return new(null, null, "unknown", null, null, positions);
        }

        var hhi = 0m;
        foreach (var value in values)
        {
            var weight = value / total;
            hhi += weight * weight;
        }

        var largestWeight = largest / total;
        var risk = largestWeight > HighAbove ? "high" : largestWeight > MediumAbove ? "medium" : "low";
        return new(largestWeight, 1 - largestWeight, risk, hhi, 1 / hhi, positions);
    }
}
