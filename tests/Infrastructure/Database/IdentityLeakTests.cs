using System.Collections.Concurrent;
using Npgsql;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

/// <summary>Connections are shared by all users one after another: nothing of one may be left for the next.</summary>
internal sealed class IdentityLeakTests
{
    private const int Operations = 5_000;
    private const int Workers = 64;
    private const int Users = 50;
    private const int Seed = 20_240_601;

    [Test]
    public async Task Among_errors_and_cancellations_no_one_ever_sees_a_foreign_row()
    {
        await using var database = await TestDatabase.NewAsync();
        var users = Enumerable.Range(0, Users).Select(_ => TestDatabase.NewUser()).ToArray();
        for (var i = 0; i < users.Length; i++)
        {
            await database.BuyAsync(users[i], count: i + 1);
        }

        var outcomes = new ConcurrentDictionary<string, int>();
        await Parallel.ForAsync(0, Operations, new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (n, _) =>
        {
            var random = new Random(Seed + n);
            var index = random.Next(Users);
            var outcome = random.Next(100) switch
            {
                < 5 => await BareAsync(database),
                < 10 => await FailAsync(database, users[index]),
                < 15 => await CancelAsync(database, users[index]),
                < 20 => await AbandonAsync(database, users[index]),
                _ => await ReadAsync(database, users[index], expected: index + 1),
            };
            outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        });

        string[] allowed = ["own rows", "bare refused", "failed", "cancelled", "not cancelled", "abandoned"];
        await Assert.That(outcomes.Keys.Except(allowed)).IsEmpty();
        await Assert.That(outcomes.Values.Sum()).IsEqualTo(Operations);
        await Assert.That(outcomes["own rows"]).IsGreaterThan(Operations / 2);
        await Assert.That(outcomes["cancelled"]).IsGreaterThan(0);
    }

    private static Task<string> ReadAsync(TestDatabase database, CurrentUser user, int expected) =>
        database.Users.ReadInOneTripAsync(user,
            [
                new("select count(*), count(*) filter (where user_id <> $1) from pt.transactions")
                {
                    Parameters = { new NpgsqlParameter<Guid> { TypedValue = user.Id } },
                },
            ],
            async (reader, ct) =>
            {
                await reader.ReadAsync(ct);
                return (reader.GetInt64(0), reader.GetInt64(1)) == (expected, 0) ? "own rows" : "wrong rows";
            },
            CancellationToken.None);

    private static async Task<string> BareAsync(TestDatabase database)
    {
        await using var bare = await database.Pools.Requests.OpenConnectionAsync();
        try
        {
            var rows = await Postgres.ScalarAsync<long>(bare, "select count(*) from pt.transactions");
            return $"bare read of {rows}";
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return "bare refused";
        }
    }

    private static async Task<string> FailAsync(TestDatabase database, CurrentUser user)
    {
        try
        {
            return await database.Users.ReadInOneTripAsync(
                user, [new("select 1 / 0")], (_, _) => Task.FromResult("no error"), CancellationToken.None);
        }
        catch (PostgresException failed) when (failed.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            return "failed";
        }
    }

    private static async Task<string> CancelAsync(TestDatabase database, CurrentUser user)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(2));
        try
        {
            return await database.Users.ReadInOneTripAsync(user, [new("select pg_sleep(0.02)")],
                (_, _) => Task.FromResult("not cancelled"), soon.Token);
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }

    private static async Task<string> AbandonAsync(TestDatabase database, CurrentUser user)
    {
        await using var transaction = await database.Users.BeginWriteAsync(user, CancellationToken.None);
        await Postgres.ExecuteAsync(transaction.Connection, "delete from pt.transactions");
        return "abandoned";
    }
}
