namespace PortfolioTracker.Domain.Prices;

/// <summary>A price that somebody waits for. Whether from below or from above follows from where the price stood when
/// the target was set; without a price of that day, from below.</summary>
internal static class TargetPrice
{
    /// <summary>The latest price, where it has reached the target; null while it has not, or where no price is known.
    /// </summary>
    /// <param name="setOn">The day on which the target was set.</param>
    public static PricePoint? ReachedBy(PriceSeries prices, Quote? quote, decimal target, DateOnly setOn)
    {
        var latest = quote is { } shown && !(prices.Last is { } closed && closed.On > shown.TradingDay)
            ? new PricePoint(shown.TradingDay, shown.Price)
            : prices.Last;
        if (latest is not { } now)
        {
            return null;
        }

        var isFromAbove = prices.OnOrBefore(setOn) is { } then && then.Close > target;
        return (isFromAbove ? now.Close <= target : now.Close >= target) ? now : null;
    }
}
