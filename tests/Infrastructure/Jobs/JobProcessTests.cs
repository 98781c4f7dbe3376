using System.Diagnostics;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

/// <summary>Several processes of the program at the nightly job over one database: killed and frozen as the operating
/// system does it.</summary>
internal sealed class JobProcessTests
{
    private const int Symbols = 60;
    private const int UsersOfEach = 2;

    /// <summary>The progress is written after each forty symbols: in the middle of the second part.</summary>
    private const int AnsweredBefore = 50;

    private const int CallsTogether = 4;

    private static async Task<string> HoldingsAsync(
        int symbols = Symbols, int users = UsersOfEach, int ofEach = Symbols)
    {
        var database = await Postgres.NewDatabaseAsync();
        await using var admin = await Postgres.OpenAdminAsync(database);

        // Without the triggers, which let only a user write.
        await Postgres.ExecuteAsync(admin,
            $"""
            set session_replication_role = replica;
            insert into pt.instruments (symbol, currency, source, fetched_at)
            select 'S' || to_char(n, 'FM0000'), 'USD', 'alpha_vantage', now() from generate_series(1, {symbols}) n;
            insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date)
            select ('00000000-0000-4000-8000-' || to_char(u, 'FM000000000000'))::uuid, 'Buy',
                'S' || to_char(1 + (u * 7 + k * 13) % {symbols}, 'FM0000'), 10, 60, '2023-01-02'
            from generate_series(1, {users}) u, generate_series(1, {ofEach}) k
            """);
        return database;
    }

    private static async Task<T?> ScalarAsync<T>(string database, string sql)
    {
        await using var admin = await Postgres.OpenAdminAsync(database);
        return await Postgres.ScalarAsync<T>(admin, sql);
    }

    private static Task<string?> RunsAsync(string database) => ScalarAsync<string>(database,
        "select string_agg(concat_ws(' ', status, epoch, items_done, items_total), ',') from pt.job_runs");

    private static Task<long> NoticesAsync(string database) =>
        ScalarAsync<long>(database, "select count(*) from pt.notifications");

    /// <summary>Changes with every write of any row, also one that leaves its values as they are.</summary>
    private static Task<string?> MarkAsync(string database) => ScalarAsync<string>(database,
        """
        select md5(string_agg(row, ',' order by row)) from (
            select concat_ws(' ', 'n', id, user_id, xmin) as row from pt.notifications
            union all select concat_ws(' ', 'r', run_key, epoch, xmin) from pt.job_runs
            union all select concat_ws(' ', 'd', symbol, ex_date, xmin) from pt.dividends
            union all select concat_ws(' ', 'f', symbol, kind, xmin) from pt.market_fetches) written
        """);

    /// <summary>All calls that the process makes together are held back: it is at no write.</summary>
    private static Task ReachedAsync(HoldingProvider provider) =>
        Wait.UntilAsync(() => Task.FromResult(provider.Asked.Count == AnsweredBefore + CallsTogether));

    // The dead one's claims on the fetches that it was at would run out by themselves, in four minutes.
    private static async Task FreeClaimsAsync(string database) => await ScalarAsync<int>(database,
        "update pt.market_fetches set claimed_until = null, claimed_by = null where claimed_by is not null");

    [Test]
    public async Task Of_processes_started_at_the_same_tick_one_runs_and_each_symbol_is_asked_for_once()
    {
        await using var provider = await HoldingProvider.StartAsync();
        var database = await HoldingsAsync();

        var processes = Enumerable.Range(0, 4).Select(_ => JobProcess.StartDividends(database, provider.Address))
            .ToList();
        var ends = await Task.WhenAll(processes.Select(process => process.EndAsync()));
        processes.ForEach(process => process.Dispose());

        await Assert.That(ends.Select(end => (end.Code, end.Errors)).Distinct().Single()).IsEqualTo((0, ""));
        await Assert.That(ends.Select(end => end.Output).Distinct().Single())
            .Contains("done, 60 symbols done, 0 put off, 0 failed.");
        await Assert.That(await RunsAsync(database)).IsEqualTo("done 1 60 60");
        await Assert.That(provider.Asked.Order(StringComparer.Ordinal))
            .IsEquivalentTo(provider.Asked.Distinct().Order(StringComparer.Ordinal));
        await Assert.That((provider.Asked.Count, await NoticesAsync(database))).IsEqualTo((Symbols, 120L));
    }

    [Test]
    public async Task What_a_process_killed_in_the_middle_has_left_another_finishes_and_nobody_is_told_twice()
    {
        await using var provider = await HoldingProvider.StartAsync();
        provider.AnswersFreely = AnsweredBefore;
        var database = await HoldingsAsync();
        using var killed = JobProcess.StartDividends(database, provider.Address);
        await ReachedAsync(provider);
        using var watching = JobProcess.StartDividends(database, provider.Address);
        await Assert.That(await RunsAsync(database)).IsEqualTo("running 1 40 60");

        await killed.SignalAsync("KILL");
        await killed.EndAsync();
        await FreeClaimsAsync(database);
        provider.Release();
        var end = await watching.EndAsync();

        await Assert.That((end.Code, end.Errors)).IsEqualTo((0, ""));
        await Assert.That(await RunsAsync(database)).IsEqualTo("done 2 60 60");
        await Assert.That(await NoticesAsync(database)).IsEqualTo(120L);
        var again = provider.Asked.GroupBy(symbol => symbol).Where(calls => calls.Count() > 1).ToList();
        await Assert.That(again.Count).IsLessThanOrEqualTo(CallsTogether);
        await Assert.That(again.All(calls => calls.Count() == 2)).IsTrue();
    }

    [Test]
    public async Task A_process_that_was_frozen_loses_the_run_and_writes_nothing_when_it_wakes()
    {
        await using var provider = await HoldingProvider.StartAsync();
        provider.AnswersFreely = AnsweredBefore;
        var database = await HoldingsAsync();
        using var frozen = JobProcess.StartDividends(database, provider.Address);
        await ReachedAsync(provider);
        await frozen.SignalAsync("STOP");
        await FreeClaimsAsync(database);
        provider.Release();
        using var other = JobProcess.StartDividends(database, provider.Address);
        var end = await other.EndAsync();
        await Assert.That((end.Code, await RunsAsync(database))).IsEqualTo((0, "done 2 60 60"));
        await Assert.That(frozen.HasEnded).IsFalse();
        var before = await MarkAsync(database);

        await frozen.SignalAsync("CONT");
        var woken = await frozen.EndAsync();

        await Assert.That(woken.Code).IsEqualTo(0);
        await Assert.That(woken.Output).EndsWith(end.Output);
        await Assert.That(await MarkAsync(database)).IsEqualTo(before);
        await Assert.That(await NoticesAsync(database)).IsEqualTo(120L);
    }

    [Test]
    public async Task A_thousand_symbols_of_two_hundred_users_cost_one_call_each()
    {
        await using var provider = await HoldingProvider.StartAsync();
        var database = await HoldingsAsync(symbols: 1_000, users: 200, ofEach: 50);

        var started = Stopwatch.GetTimestamp();
        using var process = JobProcess.StartDividends(database, provider.Address);
        var end = await process.EndAsync();
        var took = Stopwatch.GetElapsedTime(started);

        await Assert.That((end.Code, end.Errors)).IsEqualTo((0, ""));
        await Assert.That(await RunsAsync(database)).IsEqualTo("done 1 1000 1000");
        await Assert.That((provider.Asked.Count, provider.Asked.Distinct().Count())).IsEqualTo((1_000, 1_000));
        await Assert.That(await NoticesAsync(database)).IsEqualTo(10_000L);
        Console.WriteLine($"1,000 symbols, 200 users, 10,000 entitlements: {took.TotalSeconds:0.0} s from the start of "
            + $"the process to its end, {provider.Asked.Count} calls of the provider.");
    }
}
