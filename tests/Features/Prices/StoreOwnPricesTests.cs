using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Prices;

internal sealed class StoreOwnPricesTests
{
    private const string Path = "/api/prices/MYHOUSE";

    private const string Prices =
        """{"currency":"EUR","prices":[{"date":"2024-01-02","close":200},{"date":"2024-06-28","close":250.5}]}""";

    [Test]
    public async Task A_holding_that_no_provider_covers_is_valued_with_its_user_s_own_prices_and_says_so()
    {
        var user = await OwnerAsync();
        var before = await HoldingAsync(user);

        // The document of a moment ago must not be told again.
        var stored = await user.PostAsync(Path, Prices);
        var after = await HoldingAsync(user);

        await Assert.That(before.GetProperty("price_status").GetString()).IsEqualTo("missing");
        await Assert.That(stored.Status).IsEqualTo(200).Because(stored.Text);
        await Assert.That(stored.Data.GetProperty("stored").GetInt32()).IsEqualTo(2);
        await Assert.That(stored.Data.GetProperty("in_use").GetBoolean()).IsTrue();
        await Assert.That(after.GetProperty("current_price").GetDecimal()).IsEqualTo(250.5m);
        await Assert.That(after.GetProperty("current_value").GetDecimal()).IsEqualTo(501m);
        await Assert.That(after.GetProperty("currency").GetString()).IsEqualTo("EUR");
        await Assert.That(after.GetProperty("price_source").GetString()).IsEqualTo("manual");
        await Assert.That((after.GetProperty("price_date").GetString(), after.GetProperty("price_status").GetString()))
            .IsEqualTo(("2024-06-28", "stale"));
        await Assert.That((await user.GetAsync("/api/portfolio/complete")).Json.GetProperty("metadata")
            .GetProperty("performance_metadata").GetProperty("data_sources").ToString()).Contains("\"manual\"");
    }

    [Test]
    public async Task Nobody_else_sees_them()
    {
        var (ann, bob) = (await OwnerAsync(), await OwnerAsync());
        await ann.PostAsync(Path, Prices);

        await Assert.That((await bob.GetAsync(Path)).Data.GetProperty("prices").GetArrayLength()).IsEqualTo(0);
        await Assert.That((await bob.GetAsync("/api/prices")).Data.GetProperty("symbols").GetArrayLength())
            .IsEqualTo(0);
        await Assert.That((await HoldingAsync(bob)).GetProperty("price_status").GetString()).IsEqualTo("missing");
        await Assert.That((await bob.GetAsync("/api/historical_price/MYHOUSE?date=2024-06-28")).Status).IsEqualTo(404);
        var own = await ann.GetAsync("/api/historical_price/MYHOUSE?date=2024-06-30");
        await Assert.That(own.Status).IsEqualTo(200).Because(own.Text);
        await Assert.That(own.Data.GetProperty("price_data").GetProperty("close").GetDecimal()).IsEqualTo(250.5m);
        await Assert.That(own.Data.GetProperty("actual_date").GetString()).IsEqualTo("2024-06-28");
    }

    [Test]
    public async Task Its_quote_its_overview_and_its_history_are_the_user_s_own_too()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync(Path, Prices);

        var quote = await user.GetAsync("/api/quote/MYHOUSE");
        var overview = await user.GetAsync("/api/stock_overview?symbol=MYHOUSE");
        var history = await user.GetAsync("/api/stock_prices/MYHOUSE?years=50");

        await Assert.That(quote.Status).IsEqualTo(200).Because(quote.Text);
        await Assert.That(quote.Data.GetProperty("price").GetDecimal()).IsEqualTo(250.5m);
        await Assert.That(quote.Json.GetProperty("metadata").GetProperty("data_source").GetString())
            .IsEqualTo("manual");
        await Assert.That(overview.Status).IsEqualTo(200).Because(overview.Text);
        await Assert.That(overview.Data.GetProperty("price_data").GetProperty("price").GetDecimal()).IsEqualTo(250.5m);
        await Assert.That(history.Data.GetProperty("data_points").GetInt32()).IsEqualTo(2);
        await Assert.That(history.Json.GetProperty("metadata").GetProperty("data_sources").ToString())
            .IsEqualTo("[\"manual\"]");
    }

    [Test]
    public async Task A_watched_symbol_has_them_too()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync(Path, Prices);
        await user.PostAsync("/api/watchlist/MYHOUSE", null);

        var row = (await user.GetAsync("/api/watchlist")).Data.GetProperty("watchlist")[0];

        await Assert.That((row.GetProperty("current_price").GetDecimal(), row.GetProperty("change").GetDecimal()))
            .IsEqualTo((250.5m, 50.5m));
    }

    [Test]
    public async Task They_never_stand_beside_a_provider_s_prices()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "KO", "1", "2024-03-01");
        await Investor.SettledAsync(user);

        var answer = await user.PostAsync(
            "/api/prices/KO", """{"currency":"EUR","prices":[{"date":"2024-06-28","close":1}]}""");
        var holding = await HoldingAsync(user);

        await Assert.That(answer.Data.GetProperty("in_use").GetBoolean()).IsFalse();
        await Assert.That(answer.Json.GetProperty("message").GetString()!).Contains("yours count only while none does");
        await Assert.That(holding.GetProperty("price_source").GetString()).IsEqualTo("sandbox");
        await Assert.That(holding.GetProperty("currency").GetString()).IsEqualTo("USD");
        await Assert.That((await user.GetAsync("/api/prices")).Data.GetProperty("symbols")[0].GetProperty("in_use")
            .GetBoolean()).IsFalse();
    }

    [Test]
    public async Task The_same_price_again_changes_nothing_and_another_one_replaces_it()
    {
        var user = await OwnerAsync();
        await user.PostAsync(Path, Prices);

        var again = await user.PostAsync(Path, Prices);
        var other = await user.PostAsync(
            Path, """{"currency":"EUR","prices":[{"date":"2024-06-28","close":260}]}""");

        await Assert.That((Count(again, "stored"), Count(again, "unchanged"))).IsEqualTo((0, 2));
        await Assert.That((Count(other, "stored"), Count(other, "unchanged"))).IsEqualTo((1, 0));
        await Assert.That((await HoldingAsync(user)).GetProperty("current_price").GetDecimal()).IsEqualTo(260m);
    }

    [Test]
    public async Task A_symbol_has_one_currency()
    {
        var user = await OwnerAsync();
        await user.PostAsync(Path, Prices);

        var answer = await user.PostAsync(Path, Prices.Replace("EUR", "CHF", StringComparison.Ordinal));
        await user.DeleteAsync(Path);
        var afterwards = await user.PostAsync(Path, Prices.Replace("EUR", "CHF", StringComparison.Ordinal));

        await Assert.That(answer.Status).IsEqualTo(409);
        await Assert.That(answer.Json.GetProperty("message").GetString()!).Contains("are in EUR");
        await Assert.That(afterwards.Status).IsEqualTo(200).Because(afterwards.Text);
    }

    [Test]
    public async Task A_day_or_all_of_them_are_removed()
    {
        var user = await OwnerAsync();
        await user.PostAsync(Path, Prices);

        var day = await user.DeleteAsync($"{Path}?date=2024-06-28");
        var price = (await HoldingAsync(user)).GetProperty("current_price").GetDecimal();
        var all = await user.DeleteAsync(Path);

        await Assert.That((Count(day, "removed"), Count(all, "removed"))).IsEqualTo((1, 1));
        await Assert.That(price).IsEqualTo(200m);
        await Assert.That((await HoldingAsync(user)).GetProperty("price_status").GetString()).IsEqualTo("missing");
    }

    /// <summary>Two of something that no provider knows.</summary>
    private static async Task<Caller> OwnerAsync()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync("/api/transactions", """
            {"symbol":"MYHOUSE","transaction_type":"Buy","quantity":2,"price":150,"date":"2023-05-02","currency":"EUR",
            "unpriced":true}
            """);
        return user;
    }

    private static async Task<JsonElement> HoldingAsync(Caller user) =>
        (await user.GetAsync("/api/portfolio/complete")).Data.GetProperty("portfolio_data").GetProperty("holdings")[0];

    private static int Count(Answer answer, string member) => answer.Data.GetProperty(member).GetInt32();
}
