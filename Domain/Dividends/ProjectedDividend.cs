namespace PortfolioTracker.Domain.Dividends;

/// <summary>What a projection rests on, the firmest first.</summary>
internal enum ProjectionBasis
{
    /// <summary>The company announced it.</summary>
    Announced,

    /// <summary>It was paid a year earlier.</summary>
    Pattern,

    /// <summary>There is less than a year of history to go by.</summary>
    Estimate,
}

/// <summary>A dividend that is expected.</summary>
/// <param name="AmountPerShare">On the same share count as <paramref name="Shares"/>, splits considered.</param>
/// <param name="Amount">Shares x amount per share, in <paramref name="Currency"/>.</param>
/// <param name="Confidence">0 to 1, a fixed rank and not a probability: announced 1 (0.9 with an assumed pay date),
/// pattern 0.7 (0.3 in the place of one that looks like a special dividend), estimate 0.4. How each has fared on
/// recorded histories, <c>bench/README.md</c> tells.</param>
internal sealed record ProjectedDividend(
    string Symbol,
    DateOnly PayOn,
    decimal AmountPerShare,
    decimal Shares,
    decimal Amount,
    string? Currency,
    ProjectionBasis Basis,
    double Confidence,
    string Explanation);
