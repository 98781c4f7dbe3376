using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PortfolioTracker.Infrastructure.Database;
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

    /// <summary>Between the five seconds that it takes and the half minute that the reading itself may take.</summary>
    private const double LoadSecondsMax = 20;

    private const string SomebodyWaitsForSplits =
        "select exists (select from pg_locks where relation = 'pt.splits'::regclass and not granted)";

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

    [Test]
    public async Task Who_waits_for_a_market_that_is_being_read_when_the_server_stops_is_told_so()
    {
        await using var server = await PostgresCluster.StartAsync();
        await using var app = await App.StartAsync(new() { Database = server.UrlOf("postgres") });
        await using var admin = await LockSplitsAsync(app.Database, app.Services.GetRequiredService<DatabasePools>());

        var answers = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => TimedAsync(
            () => app.NewUser().GetAsync("/api/forex/latest?from_currency=EUR&to_currency=CHF"))));
        await Wait.UntilAsync(() => Postgres.ScalarAsync<bool>(admin, SomebodyWaitsForSplits));
        await using var frozen = await FrozenServer.StopAsync(server);

        await Assert.That((await answers).Where(answer => answer is not { Status: 503, Seconds: < LoadSecondsMax }))
            .IsEmpty();
    }

    [Test]
    public async Task A_long_reading_of_the_market_is_waited_for_while_the_server_answers_others()
    {
        await using var rig = await MarketRig.SandboxAsync();
        await using var admin = await LockSplitsAsync(rig.Database, rig.Get<DatabasePools>());

        var view = rig.Store.ViewAsync(["ABC"], [], "USD", default);
        await Task.Delay(TimeSpan.FromSeconds(6));
        var wasOver = view.IsCompleted;
        await Postgres.ExecuteAsync(admin, "commit");

        await Assert.That(wasOver).IsFalse();
        await Assert.That((await view).Of("ABC").Prices.Count).IsEqualTo(0);
    }

    /// <summary>From now on whoever reads the market waits, for as long as it takes.</summary>
    private static async Task<NpgsqlConnection> LockSplitsAsync(string database, DatabasePools pools)
    {
        var admin = await Postgres.OpenAdminAsync(database);
        await Postgres.ExecuteAsync(admin, $"alter role pt_job in database {admin.Database} set lock_timeout = 0");
        await Postgres.ExecuteAsync(admin, "begin; lock table pt.splits in access exclusive mode");
        pools.Clear();
        return admin;
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
