namespace PortfolioTracker.Domain.Dividends;

/// <summary>Dividends of a year / what the shares cost, a fraction (0.04 = 4 %), both in one currency.</summary>
internal static class YieldOnCost
{
    /// <summary>Null where the cost is unknown or zero: shares that were given yield on nothing.</summary>
    public static decimal? Of(decimal annualIncome, decimal? cost) => cost > 0 ? annualIncome / cost : null;
}
