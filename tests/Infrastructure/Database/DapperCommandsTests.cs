using Npgsql;
using PortfolioTracker.Features.Transactions;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class DapperCommandsTests
{
    [Test]
    public async Task A_statement_is_given_up_when_the_time_of_its_connection_is_over()
    {
        await using var database = await TestDatabase.NewAsync();
        var user = TestDatabase.NewUser();
        await using var first = await database.Users.BeginWriteAsync(user, default);
        await SharesOnHand.LockAsync(first.Connection, user, ["KO"], default);
        await using var second = await database.Users.BeginWriteAsync(user, default);
        // Of the server's own limits none, as where it stands still.
        await Postgres.ExecuteAsync(second.Connection, "set local lock_timeout = 0; set local statement_timeout = 0");

        var waiting = SharesOnHand.LockAsync(second.Connection, user, ["KO"], default);

        var failure = await Assert.That(async () => await waiting.WaitAsync(TimeSpan.FromSeconds(30)))
            .Throws<NpgsqlException>();
        await Assert.That(failure!.InnerException).IsTypeOf<TimeoutException>();
    }
}
