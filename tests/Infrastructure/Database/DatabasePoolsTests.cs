using Npgsql;
using NpgsqlTypes;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class DatabasePoolsTests
{
    private const string EndConnections =
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'pt_api'
        """;

    [Test]
    public async Task Connections_that_died_in_the_pool_are_replaced()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await database.BuyAsync(user);
        await using var admin = await database.OpenAdminAsync();

        var query = "select count(*) from pt.transactions where user_id = $1 and notes is not distinct from $2";

        for (var round = 0; round < 20; round++)
        {
            await Postgres.ExecuteAsync(admin, EndConnections);
            await Assert.That(await database.Users.ReadInOneTripAsync(
                user,
                [
                    new(query)
                    {
                        Parameters =
                        {
                            new NpgsqlParameter<Guid> { TypedValue = user.Id },
                            new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                        },
                    },
                ],
                async (reader, ct) => await reader.ReadAsync(ct) ? reader.GetInt64(0) : -1,
                CancellationToken.None)).IsEqualTo(1);
        }
    }

    [Test]
    public async Task A_transaction_begins_on_a_new_connection_where_the_pooled_one_died()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await database.BuyAsync(user);
        await using var admin = await database.OpenAdminAsync();
        await Postgres.ExecuteAsync(admin, EndConnections);

        await database.BuyAsync(user);

        await Assert.That(await Postgres.ScalarAsync<long>(admin, "select count(*) from pt.transactions")).IsEqualTo(2);
    }
}
