using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Jobs;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

internal sealed class DividendJobTests
{
    private const string Key = "2024-06-20";

    private static readonly JobTimes NoPauses = new()
    {
        RetryPauses = [TimeSpan.Zero, TimeSpan.Zero],
        LookEvery = TimeSpan.FromMilliseconds(20),
    };

    private static Task<JobRun> RunAsync(TestDatabase database, RefreshEvents refresh, string key = Key)
    {
        var runs = new JobRuns(database.Jobs);
        var archive = new MarketArchive(database.Jobs, MarketSource.AlphaVantage, TimeProvider.System);
        var store = new MarketStore(
            archive, new(database.Pools, database.Gate), Options.Create(new MarketDataOptions()));
        var job = new DividendJob(runs, database.Jobs, refresh, new(database.Jobs, store), NoPauses,
            TimeProvider.System, NullLogger<DividendJob>.Instance);
        var runner = new JobRunner(database.Logins, runs, [new(DividendJob.Name, job.RunAsync)], NoPauses,
            TimeProvider.System, NullLogger<JobRunner>.Instance);
        return runner.RunAsync(DividendJob.Name, key, CancellationToken.None);
    }

    private static async Task AnnounceAsync(TestDatabase database, string symbols, string exOn)
    {
        await using var admin = await database.OpenAdminAsync();
        await Postgres.ExecuteAsync(admin,
            $"""
            insert into pt.instruments (symbol, currency, source, fetched_at)
            select s, 'USD', 'alpha_vantage', now() from unnest('{symbols}'::text[]) s on conflict do nothing;
            insert into pt.dividends (symbol, ex_date, pay_date, amount, source, fetched_at)
            select s, '{exOn}', '2024-07-01', 0.5, 'alpha_vantage', now() from unnest('{symbols}'::text[]) s
            """);
    }

    private static Task BuyAsync(TestDatabase database, CurrentUser user, string symbol, string on = "2024-01-02") =>
        database.WriteAsync(user,
            $"""
            insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date)
            values ('{user.Id}', 'Buy', '{symbol}', 10, 60, '{on}')
            """);

    private static async Task<string?> NoticesAsync(TestDatabase database)
    {
        await using var admin = await database.OpenAdminAsync();
        return await Postgres.ScalarAsync<string>(admin,
            "select string_agg(symbol || ' ' || user_id, ',' order by symbol, user_id) from pt.notifications");
    }

    [Test]
    public async Task Who_has_lately_become_entitled_is_told_once()
    {
        await using var database = await TestDatabase.NewAsync();
        var (holder, late) = (TestDatabase.NewUser(), TestDatabase.NewUser());
        await AnnounceAsync(database, "{KO,OLD}", "2024-06-14");
        await AnnounceAsync(database, "{KO}", "2024-03-14");
        await BuyAsync(database, holder, "KO");
        await BuyAsync(database, late, "KO", "2024-06-14");

        var run = await RunAsync(database, (_, _) => Task.FromResult(EventRefresh.Done));
        await RunAsync(database, (_, _) => Task.FromResult(EventRefresh.Done), "2024-06-21");

        await Assert.That((run.Status, run.ItemsDone)).IsEqualTo(("done", 1));
        await Assert.That(await NoticesAsync(database)).IsEqualTo($"KO {holder.Id}");
    }

    [Test]
    public async Task What_the_user_has_decided_already_is_no_news()
    {
        await using var database = await TestDatabase.NewAsync();
        var holder = TestDatabase.NewUser();
        await AnnounceAsync(database, "{KO}", "2024-06-14");
        await BuyAsync(database, holder, "KO");
        await database.WriteAsync(holder,
            $"""
            insert into pt.user_dividends (user_id, symbol, event_id, ex_date, amount_per_share, total_amount, currency,
                status, source)
            select '{holder.Id}', symbol, id, ex_date, amount, 5, 'USD', 'rejected', source from pt.dividends
            """);

        await RunAsync(database, (_, _) => Task.FromResult(EventRefresh.Done));

        await Assert.That(await NoticesAsync(database)).IsNull();
    }

    [Test]
    public async Task A_symbol_that_fails_stops_no_other_and_is_tried_again()
    {
        await using var database = await TestDatabase.NewAsync();
        var holder = TestDatabase.NewUser();
        foreach (var symbol in (string[])["AAA", "BAD", "SAD", "ZZZ"])
        {
            await BuyAsync(database, holder, symbol);
        }

        var asked = new ConcurrentQueue<string>();
        var run = await RunAsync(database, (symbol, _) =>
        {
            asked.Enqueue(symbol);
            return symbol switch
            {
                "BAD" => throw new InvalidOperationException("No answer."),
                "SAD" => Task.FromResult(asked.Count(s => s == "SAD") > 1 ? EventRefresh.Done : EventRefresh.Failed),
                "ZZZ" => Task.FromResult(EventRefresh.Deferred),
                _ => Task.FromResult(EventRefresh.Done),
            };
        });

        await Assert.That((run.Status, run.ItemsDone, run.ItemsDeferred)).IsEqualTo(("done", 2, 1));
        await Assert.That(run.ItemsFailed.Single()).IsEqualTo("BAD");
        await Assert.That(string.Join(' ', asked.Order(StringComparer.Ordinal)))
            .IsEqualTo("AAA BAD BAD BAD SAD SAD ZZZ");
    }

    [Test]
    public async Task A_run_that_was_cut_off_asks_only_for_the_rest()
    {
        await using var database = await TestDatabase.NewAsync();
        await using (var admin = await database.OpenAdminAsync())
        {
            // Without the triggers, which let only a user write.
            await Postgres.ExecuteAsync(admin,
                """
                set session_replication_role = replica;
                insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date)
                select gen_random_uuid(), 'Buy', 'S' || to_char(n, 'FM000'), 1, 1, '2024-01-02'
                from generate_series(1, 100) n
                """);
        }

        var asked = new ConcurrentQueue<string>();
        using var stop = new CancellationTokenSource();
        var cut = await RunAsync(database, (symbol, _) =>
        {
            asked.Enqueue(symbol);
            return symbol == "S050"
                ? Task.FromException<EventRefresh>(new OperationCanceledException("pulled out"))
                : Task.FromResult(EventRefresh.Done);
        }).ContinueWith(run => run.Status, TaskScheduler.Default);
        var before = asked.Count;
        var run = await RunAsync(database, (symbol, _) =>
        {
            asked.Enqueue(symbol);
            return Task.FromResult(EventRefresh.Done);
        });

        await Assert.That(cut).IsEqualTo(TaskStatus.Canceled);
        await Assert.That((run.Status, run.Epoch, run.ItemsDone)).IsEqualTo(("done", 2L, 100));
        await Assert.That(before).IsGreaterThanOrEqualTo(41);
        await Assert.That(asked.Skip(before).Min()).IsEqualTo("S041");
        await Assert.That(asked.Skip(before).Count()).IsEqualTo(60);
    }
}
