namespace PortfolioTracker.Domain.Lots;

/// <summary>Shares of one purchase that are still held; under average cost the one pool.</summary>
/// <param name="TradeId">The purchase; of a pool the oldest one that is still open, sales taking the oldest.</param>
/// <param name="Quantity">Shares after every split that the book was given.</param>
/// <param name="Cost">Of the shares still held, fees included, in the security's currency; null where they were bought
/// in another one and the rate is not known.</param>
/// <param name="CostBase">In base currency at the rates of the purchases; null where one is not known.</param>
internal readonly record struct Lot(
    Guid TradeId, DateOnly BoughtOn, decimal Quantity, decimal? Cost, decimal? CostBase);
