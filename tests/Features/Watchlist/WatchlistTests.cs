using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Watchlist;

internal sealed class WatchlistTests
{
    private const string Path = "/api/watchlist";

    [Test]
    public async Task A_symbol_is_added_once_with_or_without_a_body()
    {
        var user = (await App.SharedAsync()).NewUser().V1;

        var added = await user.PostAsync(Path + "/msft", null);
        var again = await user.PostAsync(Path + "/MSFT", "{}");
        var other = await user.PostAsync(Path + "/KO", """{"symbol":"KO","notes":" <b> & co ","target_price":60.5}""");

        await Assert.That(added.Status).IsEqualTo(200);
        await Assert.That(added.Json.GetProperty("message").GetString()).IsEqualTo("MSFT added to watchlist");
        await Assert.That(added.Json.GetProperty("item").GetProperty("symbol").GetString()).IsEqualTo("MSFT");
        await Assert.That(again.Status).IsEqualTo(409);
        await Assert.That(again.Json.GetProperty("detail").GetString()).IsEqualTo("MSFT is already in your watchlist");
        await Assert.That(other.Json.GetProperty("item").GetProperty("notes").GetString()).IsEqualTo("<b> & co");
        await Assert.That(other.Json.GetProperty("item").GetProperty("target_price").GetDecimal()).IsEqualTo(60.5m);
    }

    [Test]
    public async Task The_list_has_prices_of_the_last_session_against_the_one_before()
    {
        var user = (await App.SharedAsync()).NewUser().V1;
        await user.PostAsync(Path + "/KO", null);
        JsonElement row = default;
        await Wait.UntilAsync(async () =>
        {
            row = (await user.GetAsync(Path)).Json.GetProperty("watchlist")[0];
            return row.GetProperty("change").ValueKind == JsonValueKind.Number
                && row.GetProperty("volume").ValueKind == JsonValueKind.Number;
        });

        var (price, change) = (row.GetProperty("current_price").GetDecimal(), row.GetProperty("change").GetDecimal());

        await Assert.That(price).IsGreaterThan(0m);
        await Assert.That(row.GetProperty("change_percent").GetDecimal())
            .IsEqualTo(Math.Round(100 * change / (price - change), 4, MidpointRounding.AwayFromZero));
        await Assert.That(row.GetProperty("volume").GetInt64()).IsGreaterThan(0);
        await Assert.That(row.GetProperty("currency").GetString()).IsEqualTo("USD");
    }

    [Test]
    public async Task A_symbol_that_nobody_knows_is_listed_without_prices_and_not_waited_for_long()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync(Path + "/NOSUCH", null);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        var row = (await user.GetAsync(Path)).Data.GetProperty("watchlist")[0];

        await Assert.That(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds).IsLessThan(10);
        foreach (var name in (string[])["current_price", "change", "change_percent", "volume"])
        {
            await Assert.That(row.GetProperty(name).ValueKind).IsEqualTo(JsonValueKind.Null);
        }
    }

    [Test]
    public async Task Without_quotes_the_rows_are_as_stored_the_oldest_first()
    {
        var user = (await App.SharedAsync()).NewUser().V1;
        await user.PostAsync(Path + "/ZZZ", null);
        await user.PostAsync(Path + "/AAA", null);

        var list = (await user.GetAsync(Path + "?include_quotes=false")).Json;

        await Assert.That(list.GetProperty("count").GetInt32()).IsEqualTo(2);
        await Assert.That(list.GetProperty("watchlist")[0].GetProperty("symbol").GetString()).IsEqualTo("ZZZ");
        await Assert.That(list.GetProperty("watchlist")[0].TryGetProperty("current_price", out _)).IsFalse();
    }

    [Test]
    public async Task An_edit_leaves_what_is_not_sent_and_clears_what_is_null()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync(Path + "/KO", """{"notes":"keep","target_price":60}""");

        var cleared = (await user.PutAsync(Path + "/ko", """{"target_price":null}""")).Data.GetProperty("item");

        await Assert.That(cleared.GetProperty("notes").GetString()).IsEqualTo("keep");
        await Assert.That(cleared.GetProperty("target_price").ValueKind).IsEqualTo(JsonValueKind.Null);
    }

    [Test]
    [Arguments("/GONE", """{"notes":"x"}""", 404)]
    [Arguments("/KO", "{}", 400)]
    [Arguments("/KO", """{"target_price":0}""", 422)]
    [Arguments("/K%20O", """{"notes":"x"}""", 422)]
    public async Task What_cannot_be_edited_is_refused(string symbol, string body, int status)
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync(Path + "/KO", null);

        await Assert.That((await user.PutAsync(Path + symbol, body)).Status).IsEqualTo(status);
    }

    [Test]
    public async Task A_removed_symbol_is_gone_and_another_users_stays()
    {
        var app = await App.SharedAsync();
        var (one, other) = (app.NewUser().V1, app.NewUser().V1);
        await one.PostAsync(Path + "/KO", null);
        await other.PostAsync(Path + "/KO", null);

        var removed = await one.DeleteAsync(Path + "/KO");
        var again = await one.DeleteAsync(Path + "/KO");

        await Assert.That(removed.Json.GetProperty("message").GetString()).IsEqualTo("KO removed from watchlist");
        await Assert.That(again.Status).IsEqualTo(200);
        await Assert.That((await one.GetAsync(Path + "/KO/status")).Text)
            .IsEqualTo("""{"success":true,"is_in_watchlist":false}""");
        await Assert.That((await other.GetAsync(Path + "/KO/status")).Text)
            .IsEqualTo("""{"success":true,"is_in_watchlist":true}""");
    }
}
