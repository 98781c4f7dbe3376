using System.Text.Json;
using PortfolioTracker.Tests.Features.Dividends;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Notifications;

internal sealed class ListNotificationsTests
{
    private const string Path = "/api/notifications";

    private static async Task<JsonElement> OfKindAsync(Caller user, string kind, string query = "") =>
        (await user.GetAsync(Path + query)).Data.GetProperty("notifications").EnumerateArray()
        .FirstOrDefault(row => row.GetProperty("kind").GetString() == kind);

    private static async Task<DividendStage> WithUpcomingAsync()
    {
        var stage = await DividendStage.NewAsync(new Announced(
            $"{DateTime.UtcNow.AddDays(-5):yyyy-MM-dd}", $"{DateTime.UtcNow.AddDays(5):yyyy-MM-dd}", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        return stage;
    }

    [Test]
    public async Task A_payment_within_two_weeks_is_told_until_it_was_read()
    {
        var stage = await WithUpcomingAsync();

        var notice = await OfKindAsync(stage.User, "upcoming_dividend");
        await Assert.That(notice.GetProperty("message").GetString())
            .StartsWith($"{stage.Symbol} pays 5.00 USD for 10 shares");
        await Assert.That(notice.GetProperty("read").GetBoolean()).IsFalse();

        var read = await stage.User.PostAsync($"{Path}/{notice.GetProperty("id").GetString()}/read", null);
        var again = await stage.User.PostAsync($"{Path}/{notice.GetProperty("id").GetString()}/read", null);

        await Assert.That((read.Status, again.Status)).IsEqualTo((200, 200));
        await Assert.That((await OfKindAsync(stage.User, "upcoming_dividend")).GetProperty("read").GetBoolean())
            .IsTrue();
        await Assert.That((await OfKindAsync(stage.User, "upcoming_dividend", "?unread_only=true")).ValueKind)
            .IsEqualTo(JsonValueKind.Undefined);
    }

    [Test]
    public async Task A_target_price_that_the_price_has_passed_is_told_and_one_ahead_is_not()
    {
        var stage = await DividendStage.NewAsync();
        await stage.User.PostAsync($"/api/watchlist/{stage.Symbol}", """{"target_price":60}""");
        var patient = stage with { User = stage.App.NewUser() };
        await patient.User.PostAsync($"/api/watchlist/{stage.Symbol}", """{"target_price":61}""");

        await Assert.That((await OfKindAsync(stage.User, "target_reached")).GetProperty("message").GetString())
            .StartsWith($"{stage.Symbol} stands at 60 on ");
        await Assert.That((await OfKindAsync(patient.User, "target_reached")).ValueKind)
            .IsEqualTo(JsonValueKind.Undefined);
    }

    [Test]
    public async Task A_user_s_own_price_reaches_a_target_too_and_nobody_else_s()
    {
        var app = await App.SharedAsync();
        var (owner, other) = (app.NewUser(), app.NewUser());
        await owner.PostAsync(
            "/api/prices/MYSTAMP", """{"currency":"EUR","prices":[{"date":"2024-06-28","close":250.5}]}""");
        foreach (var user in (Caller[])[owner, other])
        {
            await user.PostAsync("/api/watchlist/MYSTAMP", """{"target_price":250.5}""");
        }

        await Assert.That((await OfKindAsync(owner, "target_reached")).GetProperty("message").GetString())
            .IsEqualTo("MYSTAMP stands at 250.5 on 2024-06-28; your target is 250.5.");
        await Assert.That((await OfKindAsync(other, "target_reached")).ValueKind).IsEqualTo(JsonValueKind.Undefined);
    }

    [Test]
    public async Task A_holding_without_any_price_is_told()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync("/api/transactions",
            """
            {"symbol":"NOPRICE1","transaction_type":"Buy","quantity":1,"price":1,"date":"2024-01-02","unpriced":true}
            """);

        await Assert.That((await OfKindAsync(user, "stale_data")).GetProperty("message").GetString())
            .IsEqualTo("No price of NOPRICE1 is known.");
    }

    [Test]
    public async Task A_rate_that_is_not_believed_is_told()
    {
        await using var app = await ResearchApp.StartAsync(new()
        {
            Answer = query => query.Function == "FX_DAILY"
                ? ScriptedProvider.Bars(("2026-05-15", 0.0066m), ("2026-05-14", 150m))
                : null,
        });
        var user = app.NewUser();
        await user.PostAsync("/api/transactions",
            """
            {"symbol":"SHOP1","transaction_type":"Buy","quantity":1,"price":900,"date":"2026-05-14","currency":"JPY",
            "unpriced":true}
            """);

        await Wait.UntilAsync(async () => (await user.GetAsync(Path)).Text.Contains(
            "The exchange rate JPY/USD of 2026-05-15 is more than fifty times", StringComparison.Ordinal));
        await Assert.That((await user.GetAsync("/api/forex/latest?from_currency=USD&to_currency=JPY")).Text)
            .Contains("150");
    }

    [Test]
    public async Task A_provider_that_answers_no_more_is_told()
    {
        await using var app = await ResearchApp.StartAsync(new() { Answer = _ => ScriptedProvider.Quota });
        var user = app.NewUser();
        await user.AddAsync("Buy", "IBM", "10", "2026-05-11");

        await Wait.UntilAsync(async () =>
            (await OfKindAsync(user, "provider_degraded")).ValueKind == JsonValueKind.Object);

        var notice = await OfKindAsync(user, "provider_degraded");
        await Assert.That(notice.GetProperty("message").GetString()!.Length).IsGreaterThan(10);
        await Assert.That((await user.PostAsync($"{Path}/{notice.Id()}/read", null)).Status).IsEqualTo(200);
        await Assert.That((await OfKindAsync(user, "provider_degraded", "?unread_only=true")).ValueKind)
            .IsEqualTo(JsonValueKind.Undefined);
    }

    [Test]
    public async Task Another_user_s_notification_does_not_exist()
    {
        var stage = await WithUpcomingAsync();
        var id = (await OfKindAsync(stage.User, "upcoming_dividend")).GetProperty("id").GetString();
        var stranger = stage.App.NewUser();

        foreach (var foreign in (string[])[id!, Guid.NewGuid().ToString(), "nonsense"])
        {
            await Assert.That((await stranger.PostAsync($"{Path}/{foreign}/read", null)).Status).IsEqualTo(404);
        }

        await Assert.That((await OfKindAsync(stage.User, "upcoming_dividend")).GetProperty("read").GetBoolean())
            .IsFalse();
    }

    [Test]
    public async Task The_flat_version_has_its_members_at_the_top()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.V1.GetAsync(Path);

        await Assert.That((answer.Json.GetProperty("success").GetBoolean(), answer.Json.GetProperty("count").GetInt32(),
            answer.Json.GetProperty("unread_count").GetInt32())).IsEqualTo((true, 0, 0));
        await Assert.That((await user.GetAsync(Path + "?unread_only=maybe")).Status).IsEqualTo(422);
    }
}
