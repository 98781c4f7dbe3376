namespace PortfolioTracker.Domain.Dividends;

/// <summary>A dividend as the company announced it; amount per share as paid, not adjusted for later splits.</summary>
/// <param name="PayOn">Null where it was not announced (or is not known any more).</param>
/// <param name="Currency">Currency of <paramref name="AmountPerShare"/>, a major unit; null where unknown.</param>
/// <param name="ToldAt">When the provider told it last; null where that is not known.</param>
internal sealed record DividendEvent(
    Guid Id,
    string Symbol,
    DateOnly ExOn,
    DateOnly? PayOn,
    decimal AmountPerShare,
    string? Currency,
    DateTime? ToldAt = null);
