using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Jobs;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

/// <summary>Two instances over one database: one works, the other is asked.</summary>
internal sealed class UserJobsTests
{
    private const string Kind = "counting";

    private static UserJobs Instance(TestDatabase database, IHostApplicationLifetime? lifetime = null) => new(
        database.Users, lifetime ?? new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
        TimeProvider.System, NullLogger<UserJobs>.Instance);

    private static async Task<Guid?> BeginAsync(TestDatabase database, CurrentUser user, string kind = Kind)
    {
        await using var transaction = await database.Users.BeginWriteAsync(user, CancellationToken.None);
        var id = await UserJobs.BeginAsync(transaction, user, kind, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return id;
    }

    /// <summary>Buys ten shares and ends, in one transaction; before its end it waits.</summary>
    private static UserJobWork Buying(
        TestDatabase database, CurrentUser user, TaskCompletionSource reached, Task goesOn, bool listens = true) =>
        async (progress, ct) =>
        {
            progress.Total = 10;
            await using var transaction = await database.Users.BeginWriteAsync(user, CancellationToken.None);
            await Postgres.ExecuteAsync(transaction.Connection,
                $"""
                insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date)
                values ('{user.Id}', 'Buy', 'KO', 10, 60, '2024-01-02')
                """);
            progress.Advance(10);
            reached.SetResult();
            await goesOn.WaitAsync(listens ? ct : CancellationToken.None);
            await UserJobs.EndAsync(transaction, user, progress, """{"bought":10}""", CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        };

    private static async Task<long> BoughtAsync(TestDatabase database)
    {
        await using var admin = await database.OpenAdminAsync();
        return await Postgres.ScalarAsync<long>(admin, "select count(*) from pt.transactions");
    }

    [Test]
    public async Task A_job_tells_how_far_it_is_and_what_came_of_it()
    {
        await using var database = await TestDatabase.NewAsync();
        var instance = Instance(database);
        var other = Instance(database);
        var user = TestDatabase.NewUser();
        var (reached, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var id = (await BeginAsync(database, user))!.Value;

        var working = instance.Run(user, id, Buying(database, user, reached, goesOn.Task));
        await Wait.UntilAsync(async () => (await other.FindAsync(user, id, default))!.ItemsDone == 10);
        var before = (await other.FindAsync(user, id, default))!;
        goesOn.SetResult();
        await working;

        await Assert.That((before.State, before.ItemsTotal, before.Result, before.EndedAt))
            .IsEqualTo(("running", 10, null, null));
        var after = (await other.FindAsync(user, id, default))!;
        await Assert.That((after.State, after.ItemsDone, after.Result, after.Error))
            .IsEqualTo(("done", 10, """{"bought": 10}""", null));
        await Assert.That(after.EndedAt).IsNotNull();
    }

    [Test]
    [Arguments(true)]
    [Arguments(false)] // work that does not listen finds out when it wants to end
    public async Task Cancelled_on_another_instance_it_leaves_nothing(bool listens)
    {
        await using var database = await TestDatabase.NewAsync();
        var instance = Instance(database);
        var other = Instance(database);
        var user = TestDatabase.NewUser();
        var (reached, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var id = (await BeginAsync(database, user))!.Value;
        var working = instance.Run(user, id, Buying(database, user, reached, goesOn.Task, listens));
        await reached.Task;

        await other.CancelAsync(user, id, default);
        if (!listens)
        {
            goesOn.SetResult();
        }

        await working;
        await Assert.That((await other.FindAsync(user, id, default))!.State).IsEqualTo("cancelled");
        await Assert.That(await BoughtAsync(database)).IsEqualTo(0L);
    }

    [Test]
    public async Task What_is_done_cannot_be_cancelled_any_more()
    {
        await using var database = await TestDatabase.NewAsync();
        var instance = Instance(database);
        var user = TestDatabase.NewUser();
        var id = (await BeginAsync(database, user))!.Value;
        await instance.Run(user, id, Buying(database, user, new(), Task.CompletedTask));

        await instance.CancelAsync(user, id, default);

        var job = (await instance.FindAsync(user, id, default))!;
        await Assert.That((job.State, job.IsCancelRequested)).IsEqualTo(("done", false));
        await Assert.That(await BoughtAsync(database)).IsEqualTo(1L);
    }

    [Test]
    public async Task One_without_a_sign_of_life_has_failed_for_good_and_does_not_finish_when_it_wakes()
    {
        await using var database = await TestDatabase.NewAsync();
        var instance = Instance(database);
        var user = TestDatabase.NewUser();
        var (reached, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var id = (await BeginAsync(database, user))!.Value;
        var working = instance.Run(user, id, Buying(database, user, reached, goesOn.Task, listens: false));
        await reached.Task;
        await using (var admin = await database.OpenAdminAsync())
        {
            // As if it had been frozen: its beats come too late.
            await Postgres.ExecuteAsync(admin,
                "update pt.user_jobs set heartbeat_at = clock_timestamp() - interval '2 minutes'");
        }

        await Assert.That((await instance.FindAsync(user, id, default))!.State).IsEqualTo("failed");
        var next = await BeginAsync(database, user);
        goesOn.SetResult();
        await working;

        await Assert.That(next).IsNotNull();
        await Assert.That((await instance.FindAsync(user, id, default))!.State).IsEqualTo("failed");
        await Assert.That(await BoughtAsync(database)).IsEqualTo(0L);
    }

    [Test]
    public async Task Of_a_kind_one_goes_at_a_time_for_each_user()
    {
        await using var database = await TestDatabase.NewAsync();
        var (user, other) = (TestDatabase.NewUser(), TestDatabase.NewUser());

        var begun = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => BeginAsync(database, user)));

        await Assert.That(begun.Count(id => id is not null)).IsEqualTo(1);
        await Assert.That(await BeginAsync(database, user, "another")).IsNotNull();
        await Assert.That(await BeginAsync(database, other)).IsNotNull();
    }

    [Test]
    public async Task A_refusal_is_told_in_its_own_words_and_a_fault_in_none()
    {
        await using var database = await TestDatabase.NewAsync();
        var instance = Instance(database);
        var user = TestDatabase.NewUser();
        var (refused, broken) = ((await BeginAsync(database, user))!.Value,
            (await BeginAsync(database, user, "another"))!.Value);

        await instance.Run(user, refused, (_, _) => throw new UserJobRefused("Line 3 is sold short."));
        await instance.Run(user, broken, (_, _) => throw new InvalidOperationException("secret"));

        await Assert.That((await instance.FindAsync(user, refused, default))!.Error).IsEqualTo("Line 3 is sold short.");
        await Assert.That((await instance.FindAsync(user, broken, default))!.Error)
            .IsEqualTo("An unexpected error occurred");
    }

    [Test]
    public async Task An_instance_that_is_stopped_lets_go_of_its_jobs_and_says_so()
    {
        await using var database = await TestDatabase.NewAsync();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var instance = Instance(database, lifetime);
        var user = TestDatabase.NewUser();
        var reached = new TaskCompletionSource();
        var id = (await BeginAsync(database, user))!.Value;
        _ = instance.Run(user, id, Buying(database, user, reached, new TaskCompletionSource().Task));
        await reached.Task;

        lifetime.StopApplication();
        await instance.StopAsync(CancellationToken.None);

        var job = (await instance.FindAsync(user, id, default))!;
        await Assert.That((job.State, job.Error)).IsEqualTo(("failed", "The service was stopped; start it again"));
        await Assert.That(await BoughtAsync(database)).IsEqualTo(0L);
    }
}
