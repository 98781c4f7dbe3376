using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class LedgerWritesTests
{
    private const string Path = "/api/transactions";
    private const string Complete = "/api/portfolio/complete?include_historical=false";

    [Test]
    public async Task A_symbol_that_nobody_knows_is_refused_and_nothing_stored()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With(("symbol", "\"AAPPL\""), ("unpriced", null)));

        await ErrorShape.AssertInvalidAsync(answer, "symbol");
        var detail = answer.Json.GetProperty("details")[0];
        await Assert.That(detail.GetProperty("code").GetString()).IsEqualTo("UNKNOWN_SYMBOL");
        await Assert.That(detail.GetProperty("message").GetString()!).Contains("\"unpriced\": true")
            .And.Contains("The sandbox market lists no symbol AAPPL");
        await Assert.That((await user.GetAsync(Path)).Data.GetProperty("total").GetInt32()).IsEqualTo(0);
    }

    [Test]
    public async Task A_symbol_that_nobody_knows_is_recorded_where_the_user_insists()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With(("symbol", "\"MYSTARTUP\""), ("unpriced", "true")));

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        var holding = (await user.GetAsync(Complete)).Data.GetProperty("portfolio_data").GetProperty("holdings")[0];
        await Assert.That(holding.GetProperty("symbol").GetString()).IsEqualTo("MYSTARTUP");
        await Assert.That(holding.GetProperty("price_status").GetString()).IsEqualTo("missing");
        await Assert.That(holding.GetProperty("current_value").ValueKind)
            .IsEqualTo(System.Text.Json.JsonValueKind.Null);
    }

    [Test]
    public async Task A_write_is_seen_at_once_by_the_next_document()
    {
        // Without hearing from the database: its word would come a moment later, and hide what is tested.
        await using var app = await App.StartAsync(new()
        {
            Services = services => services.Remove(services.Single(
                service => service.ImplementationType == typeof(DocumentInvalidation))),
        });
        var user = app.NewUser();
        var row = await user.AddAsync("Buy", "AAPL", "10", "2024-03-15");
        await AssertKeptAsync(user, transactions: 1);

        await user.AddAsync("Buy", "AAPL", "10", "2024-03-18");
        await Assert.That(await CountAsync(user)).IsEqualTo(2);
        await AssertKeptAsync(user, transactions: 2);

        await user.PutAsync($"{Path}/{row.Id()}", TradeJson.Of("Buy", "AAPL", "9", "2024-03-15"));
        await Assert.That((await user.GetAsync(Complete)).Data.GetProperty("portfolio_data")
            .GetProperty("holdings")[0].GetProperty("quantity").GetDecimal()).IsEqualTo(19);
        await AssertKeptAsync(user, transactions: 2);

        await user.DeleteAsync($"{Path}/{row.Id()}");
        await Assert.That(await CountAsync(user)).IsEqualTo(1);
    }

    [Test]
    public async Task A_write_on_one_instance_is_seen_on_the_other()
    {
        var database = await Postgres.NewDatabaseAsync();
        await using var one = await App.StartAsync(new() { Database = database });
        await using var two = await App.StartAsync(new() { Database = database });
        var user = one.NewUser();
        var onTwo = two.As(user.Id);
        await user.AddAsync("Buy", "AAPL", "10", "2024-03-15");

        // Until the second one listens, and the market has settled, its documents may be built anew.
        await Wait.UntilAsync(async () => (await onTwo.GetAsync(Complete)).Header("X-Cache-Hit") == "true");
        var before = await CountAsync(onTwo);
        await user.AddAsync("Buy", "AAPL", "10", "2024-03-18");

        await Assert.That(before).IsEqualTo(1);
        await Wait.UntilAsync(async () => await CountAsync(onTwo) == 2);
        await Assert.That(await CountAsync(user)).IsEqualTo(2);
    }

    [Test]
    public async Task A_write_drops_nobody_elses_document()
    {
        await using var app = await App.StartAsync();
        var (reader, writer) = (app.NewUser(), app.NewUser());
        await reader.GetAsync(Complete);
        await Wait.UntilAsync(async () => (await reader.GetAsync(Complete)).Header("X-Cache-Hit") == "true");

        await writer.AddAsync("Buy", "ODD-ONE", "1", "2024-03-15");

        await Assert.That((await reader.GetAsync(Complete)).Header("X-Cache-Hit")).IsEqualTo("true");
    }

    /// <summary>Waits until the market has settled and the document is answered from memory.</summary>
    private static async Task AssertKeptAsync(Caller user, int transactions)
    {
        await Wait.UntilAsync(async () => (await user.GetAsync(Complete)).Header("X-Cache-Hit") == "true");
        await Assert.That(await CountAsync(user)).IsEqualTo(transactions);
    }

    private static async Task<int> CountAsync(Caller user) => (await user.GetAsync(Complete))
        .Data.GetProperty("transactions_summary").GetProperty("total_transactions").GetInt32();
}
