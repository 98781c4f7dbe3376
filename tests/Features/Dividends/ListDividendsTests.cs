using System.Text.Json;
using PortfolioTracker.Tests.Support;
using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

internal sealed class ListDividendsTests
{
    private const string Path = "/api/analytics/dividends";

    /// <summary>The members that clients read.</summary>
    private static readonly string[] Members =
    [
        "id", "symbol", "user_id", "ex_date", "pay_date", "amount", "amount_per_share", "shares_held_at_ex_date",
        "current_holdings", "total_amount", "confirmed", "company", "status", "dividend_type", "source", "currency",
        "is_future", "is_recent", "created_at", "updated_at",
    ];

    // Announced for 2024-06-14, 0.50 a share; what is bought or sold on the ex-date comes too late.
    [Test]
    [Arguments("2024-06-13", 10, null, 0, 10)]
    [Arguments("2024-06-14", 10, null, 0, 0)]
    [Arguments("2024-06-15", 10, null, 0, 0)]
    [Arguments("2024-01-02", 10, "2024-06-13", 10, 0)]
    [Arguments("2024-01-02", 10, "2024-06-14", 10, 10)]
    [Arguments("2024-01-02", 10, "2024-06-13", 4, 6)]
    [Arguments("2024-01-02", 10, "2024-06-17", 4, 10)]
    public async Task Entitled_is_what_was_held_before_the_ex_date(
        string boughtOn, int bought, string? soldOn, int sold, int entitled)
    {
        var stage = await NewAsync(new Announced("2024-06-14", "2024-07-01", 0.5m));
        await stage.BuyAsync(boughtOn, bought);
        if (soldOn is not null)
        {
            await stage.SellAsync(soldOn, sold);
        }

        var rows = await stage.ListAsync();

        await Assert.That(rows.Sum(row => Number(row, "shares_held_at_ex_date"))).IsEqualTo(entitled);
        await Assert.That(rows.Sum(row => Number(row, "total_amount"))).IsEqualTo(entitled * 0.5m);
        await Assert.That(Number(await stage.SummaryAsync(), "total_pending")).IsEqualTo(entitled * 0.5m);
    }

    [Test]
    public async Task A_late_purchase_of_an_early_day_brings_its_dividends_without_any_repair()
    {
        var stage = await NewAsync(
            new Announced("2024-03-14", "2024-04-01", 0.5m), new("2024-06-14", "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-05-02", 10);
        await Assert.That((await stage.ListAsync()).Count).IsEqualTo(1);

        await stage.BuyAsync("2024-01-02", 4);

        await Assert.That((await stage.ListAsync()).Select(row => Number(row, "total_amount")))
            .IsEquivalentTo(new[] { 7m, 2m });
    }

    [Test]
    public async Task Both_versions_carry_the_rows_in_data_with_all_members_and_numbers_as_numbers()
    {
        var stage = await NewAsync(new Announced("2024-06-14", null, 0.123456m));
        await stage.BuyAsync("2024-01-02", 10);

        foreach (var caller in (Caller[])[stage.User, stage.User.V1])
        {
            var answer = await caller.GetAsync(Path + "?confirmed_only=false");
            var row = answer.Data.EnumerateArray().Single();

            await Assert.That(answer.Json.GetProperty("success").GetBoolean()).IsTrue();
            await Assert.That(Members.Where(name => !row.TryGetProperty(name, out _))).IsEmpty();
            await Assert.That(row.GetProperty("pay_date").ValueKind).IsEqualTo(JsonValueKind.Null);
            await Assert.That((Number(row, "amount"), Number(row, "amount_per_share"), Number(row, "total_amount")))
                .IsEqualTo((0.123456m, 0.123456m, 1.23m));
            await Assert.That((row.GetProperty("company").GetString(), row.GetProperty("status").GetString()))
                .IsEqualTo(($"Zeta {stage.Symbol}", "pending"));
            await Assert.That(answer.Json.GetProperty("metadata").GetProperty("total_dividends").GetInt32())
                .IsEqualTo(1);
        }
    }

    [Test]
    public async Task The_id_is_the_same_each_time_and_another_one_for_another_user()
    {
        var stage = await NewAsync(new Announced("2024-06-14", "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        var neighbour = stage with { User = stage.App.NewUser() };
        await neighbour.BuyAsync("2024-01-02", 10);

        await Assert.That(await stage.IdAsync("2024-06-14")).IsEqualTo(await stage.IdAsync("2024-06-14"));
        await Assert.That(await neighbour.IdAsync("2024-06-14")).IsNotEqualTo(await stage.IdAsync("2024-06-14"));
    }

    [Test]
    public async Task The_latest_payment_comes_first_and_the_confirmed_can_be_asked_for_alone()
    {
        var stage = await NewAsync(
            new Announced("2024-03-14", "2024-04-01", 0.5m), new("2024-06-14", "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        await stage.ConfirmAsync(await stage.IdAsync("2024-03-14"));

        await Assert.That((await stage.ListAsync()).Select(row => row.GetProperty("ex_date").GetString()!).ToArray())
            .IsEquivalentTo(new[] { "2024-06-14", "2024-03-14" });
        await Assert.That((await stage.ListAsync("?confirmed_only=true")).Single().GetProperty("ex_date").GetString())
            .IsEqualTo("2024-03-14");
        await Assert.That((await stage.User.GetAsync(Path + "?confirmed_only=perhaps")).Status).IsEqualTo(422);
    }

    [Test]
    public async Task Calendar_and_forecast_tell_the_announced_payment_to_come()
    {
        var soon = DateTime.UtcNow.Date.AddDays(20);
        var stage = await NewAsync(
            new Announced("2024-06-14", "2024-07-01", 0.5m),
            new($"{soon:yyyy-MM-dd}", $"{soon.AddDays(10):yyyy-MM-dd}", 0.7m));
        await stage.BuyAsync("2024-01-02", 10);

        var calendar = (await stage.User.GetAsync(Path + "/calendar?months=12")).Data;
        var forecast = (await stage.User.GetAsync(Path + "/forecast")).Data;
        var document = await stage.DocumentAsync();

        var payment = calendar.GetProperty("payments").EnumerateArray().Single();
        await Assert.That((Number(payment, "total_amount"), payment.GetProperty("is_future").GetBoolean()))
            .IsEqualTo((7m, true));
        await Assert.That(Number(calendar.GetProperty("months").EnumerateArray().Single(), "amount")).IsEqualTo(7m);
        await Assert.That(Number(forecast, "announced")).IsEqualTo(7m);
        await Assert.That(Number(forecast, "next12mTotal")).IsEqualTo(Number(document, "projected_income12m"));
        await Assert.That(forecast.GetProperty("forecast").EnumerateArray().Sum(month => Number(month, "amount")))
            .IsEqualTo(Number(forecast, "next12mTotal"));
        await Assert.That((await stage.User.GetAsync(Path + "/calendar?months=0")).Status).IsEqualTo(422);
    }

    [Test]
    public async Task The_calendar_tells_what_is_announced_and_what_is_expected_beside_it_once()
    {
        var today = DateTime.UtcNow.Date;
        string Day(int days) => $"{today.AddDays(days):yyyy-MM-dd}";
        var stage = await NewAsync(
            new Announced(Day(-440), Day(-410), 0.4m), new(Day(-270), Day(-240), 0.5m), new(Day(-90), Day(-60), 0.5m),
            new(Day(90), Day(125), 0.6m));
        await stage.BuyAsync("2024-01-02", 10);

        var calendar = (await stage.User.GetAsync(Path + "/calendar")).Data;
        var forecast = (await stage.User.GetAsync(Path + "/forecast")).Data.GetProperty("lines");

        // What was paid 240 days ago is announced anew, 60 days ago is expected again.
        await Assert.That(Number(calendar.GetProperty("payments").EnumerateArray().Single(), "total_amount"))
            .IsEqualTo(6m);
        var expected = calendar.GetProperty("expected").EnumerateArray().Single();
        await Assert.That((Number(expected, "amount_base"), expected.GetProperty("basis").GetString()))
            .IsEqualTo((5m, "pattern"));
        await Assert.That(expected.ToString()).IsEqualTo(forecast[1].ToString());
        var months = calendar.GetProperty("months").EnumerateArray().ToList();
        await Assert.That((months.Sum(month => Number(month, "amount")),
            months.Sum(month => Number(month, "expected_amount")))).IsEqualTo((6m, 5m));
        await Assert.That((await stage.User.GetAsync(Path + "/calendar?months=4")).Data.GetProperty("expected")
            .GetArrayLength()).IsEqualTo(0);
    }
}
