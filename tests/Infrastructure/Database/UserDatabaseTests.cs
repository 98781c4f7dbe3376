using Npgsql;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class UserDatabaseTests
{
    private const string CountTransactions = "select count(*) from pt.transactions";

    [Test]
    public async Task A_user_sees_own_rows_only()
    {
        await using var database = await TestDatabase.NewAsync();
        var (ann, bob) = (TestDatabase.NewUser(), TestDatabase.NewUser());
        await database.BuyAsync(ann, count: 3);
        await database.BuyAsync(bob, count: 2);

        await Assert.That(await CountAsync(database, ann)).IsEqualTo(3);
        await Assert.That(await CountAsync(database, bob)).IsEqualTo(2);
        await Assert.That(await CountAsync(database, TestDatabase.NewUser())).IsEqualTo(0);
    }

    [Test]
    public async Task Several_queries_are_read_on_one_snapshot_in_one_trip()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await database.BuyAsync(user, count: 4);

        var (count, version, isolation, readOnly) = await database.Users.ReadInOneTripAsync(
            user,
            [
                new(CountTransactions),
                new("select version from pt.ledgers"),
                new("select current_setting('transaction_isolation'), current_setting('transaction_read_only')"),
            ],
            async (reader, ct) =>
            {
                await reader.ReadAsync(ct);
                var count = reader.GetInt64(0);
                await reader.NextResultAsync(ct);
                await reader.ReadAsync(ct);
                var version = reader.GetInt64(0);
                await reader.NextResultAsync(ct);
                await reader.ReadAsync(ct);
                return (count, version, reader.GetString(0), reader.GetString(1));
            },
            CancellationToken.None);

        await Assert.That((count, version)).IsEqualTo((4L, 1L));
        await Assert.That((isolation, readOnly)).IsEqualTo(("repeatable read", "on"));
    }

    [Test]
    public async Task A_read_transaction_keeps_its_snapshot_and_refuses_to_write()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await database.BuyAsync(user);
        await using var reading = await database.Users.BeginReadAsync(user, CancellationToken.None);
        var before = await Postgres.ScalarAsync<long>(reading.Connection, CountTransactions);

        await database.BuyAsync(user);
        var after = await Postgres.ScalarAsync<long>(reading.Connection, CountTransactions);

        await Assert.That((before, after)).IsEqualTo((1L, 1L));
        await Assert.That(await FailureAsync(reading.Connection, "delete from pt.transactions"))
            .IsEqualTo(PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    [Test]
    public async Task Without_a_commit_nothing_stays_and_no_lock_is_kept()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        var insert = $"insert into pt.positions (user_id, symbol) values ('{user.Id}', 'KO')";

        await using (var given = await database.Users.BeginWriteAsync(user, CancellationToken.None))
        {
            await Postgres.ExecuteAsync(given.Connection, insert);
        }

        // Would wait for the lock of the other one, if that were still open.
        await using var next = await database.Users.BeginWriteAsync(user, CancellationToken.None);
        await Postgres.ExecuteAsync(next.Connection, "set local lock_timeout = '200ms'");
        await Postgres.ExecuteAsync(next.Connection, insert);
        var rows = await Postgres.ScalarAsync<long>(next.Connection, "select count(*) from pt.positions");
        await next.CommitAsync(CancellationToken.None);

        await Assert.That(rows).IsEqualTo(1);
    }

    [Test]
    public async Task Who_has_waited_for_a_connection_waits_less_for_a_lock()
    {
        await using var database = await TestDatabase.NewAsync();
        await using var one = new DatabasePools(ConnectionStrings.From(new() { Url = database.Url, PoolSizeMax = 1 }));
        var (users, user) = (new UserDatabase(one, database.Gate), TestDatabase.NewUser());

        Task<UserTransaction> second;
        await using (await users.BeginWriteAsync(user, CancellationToken.None))
        {
            second = users.BeginWriteAsync(user, CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(0.5));
        }

        await using var late = await second;
        await Assert.That(await Postgres.ScalarAsync<int>(
            late.Connection, "select setting::int from pg_settings where name = 'lock_timeout'")).IsBetween(200, 1_600);
    }

    [Test]
    public async Task A_transaction_in_which_something_failed_can_not_be_committed_silently()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await using var transaction = await database.Users.BeginWriteAsync(user, CancellationToken.None);
        await FailureAsync(transaction.Connection, "select 1 / 0");

        var refused = await Assert.That(async () => { await transaction.CommitAsync(CancellationToken.None); })
            .Throws<PostgresException>();

        await Assert.That(refused!.SqlState).IsEqualTo(PostgresErrorCodes.InFailedSqlTransaction);
    }

    [Test]
    public async Task Without_an_identity_the_login_reads_nothing()
    {
        await using var database = await TestDatabase.NewAsync();
        await using var bare = await database.Pools.Requests.OpenConnectionAsync();

        await Assert.That(await FailureAsync(bare, CountTransactions)).IsEqualTo("42501");
        await Assert.That(await FailureAsync(bare, "select pt.uid()")).IsEqualTo("42501");
    }

    [Test]
    [Arguments("pt_owner")]
    [Arguments("pt_engine")]
    [Arguments("pt_job")]
    [Arguments("postgres")]
    [Arguments("pg_read_all_data")]
    public async Task The_login_can_not_become_anything_but_authenticated(string role)
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await using var bare = await database.Pools.Requests.OpenConnectionAsync();
        await using var acting = await database.Users.BeginWriteAsync(user, CancellationToken.None);

        await Assert.That(await FailureAsync(bare, $"set role {role}")).IsEqualTo("42501");
        await Assert.That(await FailureAsync(bare, "set role authenticated")).IsEqualTo("none");
        await Assert.That(await FailureAsync(acting.Connection, $"set role {role}")).IsEqualTo("42501");
    }

    [Test]
    public async Task A_role_in_the_token_is_data_and_gives_no_right()
    {
        await using var database = await TestDatabase.NewAsync();
        await database.BuyAsync(TestDatabase.NewUser());
        var quoting = new CurrentUser(Guid.NewGuid(), null, """service_role","sub":"x""", "request-2");

        await Assert.That(await CountAsync(database, quoting)).IsEqualTo(0);
    }

    private static Task<long> CountAsync(TestDatabase database, CurrentUser user) =>
        database.Users.ReadInOneTripAsync(user, [new(CountTransactions)],
            async (reader, ct) => await reader.ReadAsync(ct) ? reader.GetInt64(0) : -1, CancellationToken.None);

    private static async Task<string> FailureAsync(NpgsqlConnection connection, string sql)
    {
        try
        {
            await Postgres.ExecuteAsync(connection, sql);
            return "none";
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }
}
