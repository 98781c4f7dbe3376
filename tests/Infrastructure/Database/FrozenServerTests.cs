using System.Diagnostics;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

/// <summary>A server that stands still: connections open and stay open, and nothing is answered. Alone, since the
/// threads that the driver blocks meanwhile are those of all tests.</summary>
[NotInParallel]
internal sealed class FrozenServerTests
{
    private static readonly string[] Paths =
    [
        "/api/transactions", "/api/complete", "/api/quote/IBM", "/api/symbol_search?q=nobody", "/api/watchlist",
        "/api/forex/latest?from_currency=EUR&to_currency=CHF", "/api/market/budget", "/api/allocation",
        "/api/analytics/dividends", "/api/financials/IBM?data_type=INCOME_STATEMENT", "/api/notifications",
        "/api/stock_prices/MSFT?days=30", "/api/export", "/api/features",
    ];

    /// <summary>Far above what it takes, for a busy machine, and far below the forty seconds that it once took.
    /// </summary>
    private const double SecondsMax = 30;

    [Test]
    public async Task Every_request_is_told_so_others_go_on_meanwhile_and_all_are_served_once_it_goes_on()
    {
        await using var server = await PostgresCluster.StartAsync();
        await using var app = await App.StartAsync(new() { Database = server.UrlOf("postgres") });
        var (reader, cached) = (app.NewUser(), app.NewUser());
        await cached.GetAsync("/api/complete");
        await using var frozen = await FrozenServer.StopAsync(server);

        var ready = TimedAsync(() => app.Stranger.GetAsync("/health/ready"));
        var live = TimedAsync(() => app.Stranger.GetAsync("/health"));
        var memory = TimedAsync(() => cached.GetAsync("/api/complete"));
        var answers = await Task.WhenAll(
        [
            .. Paths.Select(path => TimedAsync(() => reader.GetAsync(path))),
            .. Enumerable.Range(0, 32).Select(_ => TimedAsync(
                () => app.NewUser().PostAsync("/api/transactions", TradeJson.With()))),
        ]);
        await frozen.GoOnAsync();

        await Assert.That(answers.Where(answer => answer.Status != 503 || answer.Seconds > SecondsMax)).IsEmpty();
        foreach (var (meanwhile, status) in ((Task<TimedAnswer>, int)[])[(ready, 503), (live, 200), (memory, 200)])
        {
            await Assert.That((await meanwhile).Status).IsEqualTo(status);
            await Assert.That((await meanwhile).Seconds).IsLessThan(answers.Max(answer => answer.Seconds));
        }

        // It first works off what it was asked meanwhile, which on a busy machine may last.
        await Wait.UntilAsync(async () => (await reader.GetAsync("/api/transactions")).Status == 200);
        await Wait.UntilAsync(async () => (await app.Stranger.GetAsync("/health/ready")).Status == 200);
    }

    private static async Task<TimedAnswer> TimedAsync(Func<Task<Answer>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await ask();
        return new(answer.Status, Stopwatch.GetElapsedTime(began).TotalSeconds,
            answer.Message.RequestMessage!.RequestUri!.PathAndQuery);
    }

    private sealed record TimedAnswer(int Status, double Seconds, string Path);
}
