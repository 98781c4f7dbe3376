using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class DatabaseGateTests
{
    [Test]
    public async Task Before_the_database_is_ready_a_request_is_told_so_in_time()
    {
        await using var database = await TestDatabase.NewAsync();
        var closed = new DatabaseGate();
        closed.Report("The database cannot be reached.");
        var users = new UserDatabase(database.Pools, closed);

        var unavailable = await Assert.That(async () =>
        {
            await users.BeginReadAsync(TestDatabase.NewUser(), CancellationToken.None).WaitAsync(Wait.AtMost);
        }).Throws<DatabaseUnavailable>();

        await Assert.That(unavailable!.Message).IsEqualTo("The database cannot be reached.");
        await Assert.That(await new DatabaseProbe(database.Pools, closed)
            .AnswersAsync(CancellationToken.None)).IsFalse();
        await Assert.That(await new DatabaseProbe(database.Pools, database.Gate)
            .AnswersAsync(CancellationToken.None)).IsTrue();
    }
}
