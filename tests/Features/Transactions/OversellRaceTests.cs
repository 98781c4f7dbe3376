using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

/// <summary>Two instances on one database, and many requests at once.</summary>
internal sealed class OversellRaceTests
{
    private const string Path = "/api/transactions";
    private const int Rounds = 20;
    private const int Held = 14;

    [Test]
    public async Task Sixty_four_sales_at_once_never_sell_more_than_is_held()
    {
        var database = await Postgres.NewDatabaseAsync();
        await using var one = await App.StartAsync(new() { Database = database });
        await using var two = await App.StartAsync(new() { Database = database });

        for (var round = 0; round < Rounds; round++)
        {
            var user = one.NewUser();
            var onTwo = two.As(user.Id);
            await user.AddAsync("Buy", "RACE", $"{Held}", "2024-01-02");

            var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => SettledAsync(() =>
                (i % 2 == 0 ? user : onTwo).PostAsync(Path, TradeJson.Of("Sell", "RACE", "1", "2024-02-01")))));

            await Assert.That(answers.Count(answer => answer.Status == 200)).IsEqualTo(Held);
            await Assert.That(answers.Count(answer => answer.Status == 409)).IsEqualTo(64 - Held);
            await Assert.That(await SoldAsync(database, user.Id)).IsEqualTo(Held);
        }
    }

    [Test]
    public async Task Sales_edits_and_deletions_at_once_leave_no_day_short()
    {
        var database = await Postgres.NewDatabaseAsync();
        await using var one = await App.StartAsync(new() { Database = database });
        await using var two = await App.StartAsync(new() { Database = database });

        for (var round = 0; round < Rounds; round++)
        {
            var user = one.NewUser();
            var onTwo = two.As(user.Id);
            var buys = new List<string>();
            for (var i = 0; i < 8; i++)
            {
                buys.Add((await user.AddAsync("Buy", "RACE", "2", "2024-01-02")).Id());
            }

            var work = buys.SelectMany(id => (Func<Task<Answer>>[])
            [
                () => user.DeleteAsync($"{Path}/{id}"),
                () => onTwo.PutAsync($"{Path}/{id}", TradeJson.Of("Buy", "RACE", "1", "2024-03-01")),
                () => onTwo.PostAsync(Path, TradeJson.Of("Sell", "RACE", "3", "2024-02-01")),
                () => user.PostAsync(Path, TradeJson.Of("Sell", "RACE", "1", "2024-01-15")),
            ]);
            var answers = await Task.WhenAll(work.Select(SettledAsync));

            await Assert.That(answers.Select(answer => answer.Status).Except([200, 404, 409])).IsEmpty();
            await Assert.That(answers.Count(answer => answer.Status == 200)).IsGreaterThan(0);
            await Assert.That(await LowestAsync(database, user.Id)).IsGreaterThanOrEqualTo(0);
        }
    }

    /// <summary>Asks again where the answer says so: too busy at the moment, or a lock waited for too long.</summary>
    private static async Task<Answer> SettledAsync(Func<Task<Answer>> ask)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await ask();
            if (answer.Header("Retry-After") is null || attempt == 50)
            {
                return answer;
            }

            await Task.Delay(100);
        }
    }

    private static async Task<decimal> SoldAsync(string database, Guid user)
    {
        await using var admin = await Postgres.OpenAdminAsync(database);
        return await Postgres.ScalarAsync<decimal>(admin, $"""
            select sum(quantity) from pt.transactions where user_id = '{user}' and transaction_type = 'Sell'
            """);
    }

    /// <summary>The lowest number of shares held at any moment of the ledger.</summary>
    private static async Task<decimal> LowestAsync(string database, Guid user)
    {
        await using var admin = await Postgres.OpenAdminAsync(database);
        return await Postgres.ScalarAsync<decimal>(admin, $"""
            select coalesce(min(held), 0) from (
                select sum(case transaction_type when 'Buy' then quantity else -quantity end)
                    over (order by date, created_at, id) as held
                from pt.transactions where user_id = '{user}') as running
            """);
    }
}
