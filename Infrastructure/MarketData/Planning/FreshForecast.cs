namespace PortfolioTracker.Infrastructure.MarketData.Planning;

/// <summary>When every price will be fresh, by the calls there are. Pure.</summary>
internal static class FreshForecast
{
    /// <summary>Null where that day never comes: each session makes all prices due again, and there are fewer calls a
    /// day than symbols.</summary>
    /// <param name="due">Fetches of prices and rates that are due now.</param>
    /// <param name="symbols">Held by anybody.</param>
    /// <param name="callsLeft">Today; null without a limit, and so is <paramref name="callsPerDay"/>.</param>
    /// <param name="callsReserved">Of those, for users who wait: free for all in the last hours of the day.</param>
    public static DateTime? EverythingAt(
        DateTime now, int due, int symbols, int? callsLeft, int? callsPerDay, double callsPerSecond,
        int callsReserved = 0)
    {
        var afterAll = now + TimeSpan.FromSeconds(due / callsPerSecond);
        if (due == 0 || callsPerDay is not { } perDay || due <= callsLeft - callsReserved)
        {
            return afterAll;
        }

        if (due <= callsLeft)
        {
            var freeAt = EasternDay.NextMidnight(now) - ProviderBudget.ReserveKeptUntil;
            return afterAll > freeAt ? afterAll : freeAt;
        }

        var moreDays = (due - (callsLeft ?? 0) + perDay - 1) / perDay;
        return symbols > perDay ? null : EasternDay.NextMidnight(now).AddDays(moreDays - 1);
    }
}
