using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class LedgerNotificationsTests
{
    [Test]
    public async Task Committed_changes_are_told_also_after_the_connection_was_lost()
    {
        await using var database = await TestDatabase.NewAsync();
        var (user, other) = (TestDatabase.NewUser(), TestDatabase.NewUser());
        var changed = Channel.CreateUnbounded<Guid>();
        var connected = Channel.CreateUnbounded<bool>();
        using var notifications = new LedgerNotifications(
            database.Logins, database.Gate, TimeProvider.System, NullLogger<LedgerNotifications>.Instance);
        notifications.Changed += id => changed.Writer.TryWrite(id);
        notifications.Reconnected += () => connected.Writer.TryWrite(true);
        await notifications.StartAsync(CancellationToken.None);
        await NextAsync(connected);
        await Assert.That(notifications.IsListening).IsTrue();

        // Not committed, so not told: the first thing to arrive is the other user's change.
        await using (var abandoned = await database.Users.BeginWriteAsync(user, CancellationToken.None))
        {
            await Postgres.ExecuteAsync(
                abandoned.Connection, $"insert into pt.profiles (user_id) values ('{user.Id}')");
        }

        await database.BuyAsync(other, count: 50);
        await Assert.That(await NextAsync(changed)).IsEqualTo(other.Id);

        await using var admin = await database.OpenAdminAsync();
        await Postgres.ExecuteAsync(admin,
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'portfoliotracker-notifications'
            """);
        await NextAsync(connected);
        await database.BuyAsync(user);
        await Assert.That(await NextAsync(changed)).IsEqualTo(user.Id);

        await notifications.StopAsync(CancellationToken.None);
        await Assert.That(notifications.IsListening).IsFalse();
    }

    private static async Task<T> NextAsync<T>(Channel<T> channel)
    {
        using var late = new CancellationTokenSource(Wait.AtMost);
        return await channel.Reader.ReadAsync(late.Token);
    }
}
