namespace PortfolioTracker.Infrastructure.MarketData.Archive;

internal enum StoreOutcome
{
    /// <summary>All of it was known already, or there was nothing to store.</summary>
    Unchanged,
    Changed,

    /// <summary>Against the last stored close, or rate, it jumps so far that the unit must be wrong: nothing stored.
    /// </summary>
    Quarantined,
}

/// <param name="MovedFarOn">A day whose close moved so far from the day before that a split is likely.</param>
internal readonly record struct PricesStored(StoreOutcome Outcome, DateOnly? LastOn, DateOnly? MovedFarOn);

/// <param name="LastOn">The last day of what was believed; null where nothing was.</param>
internal readonly record struct RatesStored(StoreOutcome Outcome, DateOnly? LastOn);
