using System.Collections.Concurrent;
using PortfolioTracker.Tests.Support;
using static PortfolioTracker.Tests.Infrastructure.Jobs.CountingJob;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

/// <summary>Instances of one job over one database. An instance is killed by ending its sessions, as the operating
/// system does; it is frozen by not letting it give signs of life.</summary>
internal sealed class JobRunnerTests
{
    private static async Task KillAsync(TestDatabase database)
    {
        await using var admin = await database.OpenAdminAsync();
        await Postgres.ExecuteAsync(admin,
            "select pg_terminate_backend(pid) from pg_stat_activity "
            + "where application_name = 'portfoliotracker-job-lock' and datname = current_database() "
            + "and pid in (select pid from pg_locks where locktype = 'advisory')");
    }

    [Test]
    public async Task Of_many_instances_one_works_and_all_learn_that_it_is_done()
    {
        await using var database = await TestDatabase.NewAsync();
        var done = new ConcurrentQueue<string>();

        var runs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            Instance(database, Counting(database, done)).RunAsync(Job, Key, CancellationToken.None)));

        await Assert.That(string.Concat(done)).IsEqualTo("abcd");
        await Assert.That(runs.Select(run => (run.Status, run.Epoch, run.ItemsDone)).Distinct().Single())
            .IsEqualTo(("done", 1L, 4));
    }

    [Test]
    public async Task A_done_run_is_not_run_again_and_the_next_key_is()
    {
        await using var database = await TestDatabase.NewAsync();
        var done = new ConcurrentQueue<string>();
        var instance = Instance(database, Counting(database, done));

        await instance.RunAsync(Job, Key, CancellationToken.None);
        await instance.RunAsync(Job, Key, CancellationToken.None);
        await Assert.That(done.Count).IsEqualTo(4);

        await instance.RunAsync(Job, "2024-03-15", CancellationToken.None);
        await Assert.That(done.Count).IsEqualTo(8);
    }

    [Test]
    public async Task When_the_one_at_work_is_killed_another_goes_on_after_its_last_item()
    {
        await using var database = await TestDatabase.NewAsync();
        var (done, reached) = (new ConcurrentQueue<string>(), new TaskCompletionSource());
        using var dead = new CancellationTokenSource();
        var first = Instance(database, Counting(database, done, async item =>
        {
            if (item == "c")
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.Infinite, dead.Token);
            }
        })).RunAsync(Job, Key, dead.Token);
        await reached.Task;
        var second = Instance(database, Counting(database, done)).RunAsync(Job, Key, CancellationToken.None);
        await Task.Delay(100);
        await Assert.That(second.IsCompleted).IsFalse();

        await dead.CancelAsync();
        await KillAsync(database);
        var run = await second;

        await Assert.That(string.Concat(done)).IsEqualTo("abcd");
        await Assert.That((run.Status, run.Epoch, run.ItemsDone)).IsEqualTo(("done", 2L, 4));
        await Assert.That(async () => await first).Throws<OperationCanceledException>();
    }

    [Test]
    public async Task A_frozen_one_loses_the_run_and_writes_nothing_when_it_wakes()
    {
        await using var database = await TestDatabase.NewAsync();
        var (done, late) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var (reached, wakes) = (new TaskCompletionSource(), new TaskCompletionSource());
        var frozen = Quick with { HeartbeatEvery = TimeSpan.FromHours(1) };
        var first = Instance(database, Counting(database, late, async item =>
        {
            if (item == "c")
            {
                reached.TrySetResult();
                await wakes.Task;
            }
        }), frozen).RunAsync(Job, Key, CancellationToken.None);
        await reached.Task;

        var second = await Instance(database, Counting(database, done)).RunAsync(Job, Key, CancellationToken.None);
        wakes.SetResult();
        var first2 = await first;

        // The woken one tried "c" at epoch 1, was refused, and learnt that the run is done.
        await Assert.That(string.Concat(late)).IsEqualTo("ab");
        await Assert.That(string.Concat(done)).IsEqualTo("cd");
        await Assert.That((second.Status, second.Epoch, second.ItemsDone)).IsEqualTo(("done", 2L, 4));
        await Assert.That((first2.Status, first2.Epoch, first2.ItemsDone)).IsEqualTo(("done", 2L, 4));
    }

    [Test]
    public async Task One_that_gives_signs_of_life_keeps_the_run_however_long_it_takes()
    {
        await using var database = await TestDatabase.NewAsync();
        var (done, reached) = (new ConcurrentQueue<string>(), new TaskCompletionSource());
        var first = Instance(database, Counting(database, done, async item =>
        {
            reached.TrySetResult();
            await Task.Delay(item == "a" ? Quick.FrozenAfter * 3 : TimeSpan.Zero);
        })).RunAsync(Job, Key, CancellationToken.None);
        await reached.Task;

        var second = await Instance(database, Counting(database, done)).RunAsync(Job, Key, CancellationToken.None);

        await Assert.That(string.Concat(done)).IsEqualTo("abcd");
        await Assert.That((second.Epoch, (await first).Epoch)).IsEqualTo((1L, 1L));
    }

    [Test]
    public async Task A_failure_is_written_down_and_the_next_start_goes_on()
    {
        await using var database = await TestDatabase.NewAsync();
        var done = new ConcurrentQueue<string>();
        var broken = true;
        var instance = Instance(database, Counting(database, done, item =>
            item == "c" && broken ? throw new InvalidOperationException("c is broken") : Task.CompletedTask));

        var failed = await instance.RunAsync(Job, Key, CancellationToken.None);
        broken = false;
        var mended = await instance.RunAsync(Job, Key, CancellationToken.None);

        await Assert.That((failed.Status, failed.Error, failed.ItemsDone)).IsEqualTo(("failed", "c is broken", 2));
        await Assert.That((mended.Status, mended.Error, mended.ItemsDone)).IsEqualTo(("done", null, 4));
        await Assert.That(string.Concat(done)).IsEqualTo("abcd");
    }
}
