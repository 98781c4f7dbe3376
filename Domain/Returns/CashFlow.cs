namespace PortfolioTracker.Domain.Returns;

/// <summary>Money that moved between the investor and what is measured; base currency.</summary>
/// <param name="Amount">Negative: paid in (a purchase with its fee). Positive: taken out, or the end value.</param>
internal readonly record struct CashFlow(DateOnly On, decimal Amount);
