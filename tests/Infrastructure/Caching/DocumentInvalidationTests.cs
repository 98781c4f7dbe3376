using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Caching;

/// <summary>Two instances on one database, each with documents in its memory.</summary>
internal sealed class DocumentInvalidationTests
{
    private const string Path = "/api/portfolio/complete?as_of=2024-03-01";

    [Test]
    public async Task A_write_on_one_instance_is_soon_seen_on_the_other()
    {
        await using var one = await App.StartAsync();
        await using var other = await App.StartAsync(new() { Database = one.Database });
        var user = await Investor.OfAsync(Task.FromResult(one));
        var elsewhere = other.As(user.Id);
        await ReadyAsync(elsewhere);

        await user.PostAsync("/api/transactions", TradeJson.Of("Buy", "KO", "1", "2024-02-15"));

        // The notification travels beside the answer to the writer, after the commit.
        await AssertSoonAsync(elsewhere, transactions: 6);
    }

    [Test]
    public async Task What_was_written_while_the_connection_for_notifications_was_lost_is_seen_once_it_is_back()
    {
        await using var one = await App.StartAsync();
        await using var other = await App.StartAsync(new() { Database = one.Database });
        var user = await Investor.OfAsync(Task.FromResult(one));
        var elsewhere = other.As(user.Id);
        await ReadyAsync(elsewhere);

        await using var admin = await Postgres.OpenAdminAsync(one.Database);
        await Postgres.ExecuteAsync(admin,
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'portfoliotracker-notifications'
            """);
        await user.PostAsync("/api/transactions", TradeJson.Of("Buy", "KO", "1", "2024-02-15"));

        await AssertSoonAsync(elsewhere, transactions: 6);
    }

    /// <summary>The document lies in the memory of the instance.</summary>
    private static Task ReadyAsync(Caller user) => Wait.UntilAsync(async () =>
        await user.GetAsync(Path) is var answer && Transactions(answer) == 5 && answer.Header("X-Cache-Hit") == "true");

    private static Task AssertSoonAsync(Caller user, int transactions) =>
        Wait.UntilAsync(async () => Transactions(await user.GetAsync(Path)) == transactions);

    private static int Transactions(Answer answer) =>
        answer.Data.GetProperty("transactions_summary").GetProperty("total_transactions").GetInt32();
}
