using System.Diagnostics;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Bench;

/// <summary>A provider without limits, over HTTP on this machine, into a real PostgreSQL: a first fetch of a hundred
/// days a symbol, then the refresh of the next session, as it is made every night. Client, classifier, parser,
/// plausibility, upsert, book of fetches and notifications are the service's own.</summary>
internal static class Refresh
{
    private const int TargetSymbols = 10_000;

    public static async Task PrintAsync(int symbols)
    {
        await using var provider = await DailyProvider.StartAsync();
        var clock = new MovableClock(new(2026, 5, 15, 22, 0, 0, TimeSpan.Zero));
        await using var rig = await MarketRig.StartAsync(null, null, clock, "ALPHA_VANTAGE_API_KEY=TESTKEY0TESTKEY0",
            $"ALPHA_VANTAGE_BASE_URL={provider.Address}", "AlphaVantage:DailyBudget=0",
            "MarketData:HoldingsRefreshMinutes=0");
        FetchItem[] items =
            [.. Enumerable.Range(0, symbols).Select(i => new FetchItem($"S{i:00000}", FetchKind.Prices))];

        Console.WriteLine("pass            symbols   seconds   symbols/s   minutes for 10,000        rows");
        foreach (var (pass, days) in ((string, int)[])[("first fetch", 0), ("refresh", 3)])
        {
            clock.Advance(TimeSpan.FromDays(days));
            provider.LastDay = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var started = Stopwatch.GetTimestamp();
            var served = await rig.Refresher.FetchAndWaitAsync(items, TimeSpan.FromHours(1), default);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var rows = await rig.ScalarAsync<long>("select count(*) from pt.daily_prices");
            var fresh = await rig.ScalarAsync<long>(
                $"select count(*) from pt.daily_prices where date = '{provider.LastDay:yyyy-MM-dd}'");
            Console.WriteLine(
                $"{pass,-12} {symbols,10} {seconds,9:F1} {symbols / seconds,11:F1} "
                + $"{TargetSymbols / (symbols / seconds) / 60,20:F1} {rows,11}"
                + (served && fresh == symbols ? "" : $"  NOT ALL: {fresh} have the last day"));
        }

        Console.WriteLine($"calls of the provider: {provider.Calls}");
    }
}
