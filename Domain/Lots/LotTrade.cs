namespace PortfolioTracker.Domain.Lots;

/// <summary>What a lot book replays: a purchase or a sale of one security.</summary>
/// <param name="Quantity">Shares as traded (before any later split), above zero.</param>
/// <param name="Amount">
/// The whole cost of a purchase, fee included, or the whole proceeds of a sale, net of the fee; security's currency.
/// Null where the trade is in another one and no rate is known.
/// </param>
/// <param name="AmountBase">The same in base currency at the trade day's rate; null where no rate is known.</param>
internal readonly record struct LotTrade(
    Guid Id, DateOnly On, bool IsBuy, decimal Quantity, decimal? Amount, decimal? AmountBase);

/// <summary>A lot named for a sale (specific identification).</summary>
/// <param name="Quantity">Shares as they count on the day of the sale.</param>
internal readonly record struct LotPick(Guid BuyTradeId, decimal Quantity);
