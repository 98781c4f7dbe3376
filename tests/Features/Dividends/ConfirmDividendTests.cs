using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

internal sealed class ConfirmDividendTests
{
    private const string Ex = "2024-06-14";

    private static async Task<(DividendStage Stage, string Id)> PendingAsync()
    {
        var stage = await NewAsync(new Announced(Ex, "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        return (stage, await stage.IdAsync(Ex));
    }

    [Test]
    [Arguments(null)]
    [Arguments("")]
    [Arguments("{}")]
    public async Task A_confirmed_dividend_is_a_transaction_on_its_pay_date(string? body)
    {
        var (stage, id) = await PendingAsync();

        var answer = await stage.ConfirmAsync(id, body);

        var booking = (await stage.BookingsAsync()).Single();
        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Json.GetProperty("message").GetString())
            .IsEqualTo("Dividend confirmed: $5.00 for 10 shares");
        await Assert.That(answer.Data.GetProperty("transaction_id").GetGuid())
            .IsEqualTo(booking.GetProperty("id").GetGuid());
        await Assert.That(booking.GetProperty("dividend_id").GetString()).IsEqualTo(id);
        await Assert.That((Number(booking, "quantity"), Number(booking, "price"))).IsEqualTo((10m, 0.5m));
        await Assert.That(booking.GetProperty("date").GetString()).IsEqualTo("2024-07-01");
        var row = await stage.OnAsync(Ex);
        await Assert.That((row.GetProperty("confirmed").GetBoolean(), row.GetProperty("id").GetString()))
            .IsEqualTo((true, id));
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(5m);
    }

    [Test]
    public async Task The_flat_version_has_its_members_at_the_top()
    {
        var (stage, id) = await PendingAsync();

        var answer = await (stage with { User = stage.User.V1 }).ConfirmAsync(id, """{"edited_amount":6}""");

        await Assert.That(answer.Json.GetProperty("success").GetBoolean()).IsTrue();
        await Assert.That(answer.Json.GetProperty("dividend_id").GetString()).IsEqualTo(id);
        await Assert.That((Number(answer.Json, "total_amount"), Number(answer.Json, "shares"),
            Number(answer.Json, "per_share_amount"))).IsEqualTo((6m, 10m, 0.6m));
        await Assert.That(answer.Json.GetProperty("was_edited").GetBoolean()).IsTrue();
        await Assert.That(answer.Json.GetProperty("performance_optimized").GetBoolean()).IsTrue();
        await Assert.That(answer.Json.GetProperty("portfolio_recalculation_skipped").GetBoolean()).IsTrue();
    }

    [Test]
    public async Task Tax_and_fee_are_kept_from_the_total_and_income_is_net()
    {
        var (stage, id) = await PendingAsync();

        var answer = await stage.ConfirmAsync(id, """{"edited_amount":"8","withholding_tax":1.2,"fee":0.3}""");

        var row = await stage.OnAsync(Ex);
        await Assert.That((Number(answer.Data, "gross_amount"), Number(answer.Data, "net_amount")))
            .IsEqualTo((8m, 6.5m));
        await Assert.That((Number(row, "gross_amount"), Number(row, "withholding_tax"), Number(row, "fee"),
            Number(row, "total_amount"))).IsEqualTo((8m, 1.2m, 0.3m, 6.5m));
        await Assert.That(Number((await stage.BookingsAsync()).Single(), "commission")).IsEqualTo(1.5m);
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(6.5m);
        await Assert.That(Number(await stage.DocumentAsync(), "total_received_all_time")).IsEqualTo(6.5m);
    }

    [Test]
    public async Task A_second_confirmation_is_a_conflict_and_changes_nothing()
    {
        var (stage, id) = await PendingAsync();
        await stage.ConfirmAsync(id);

        var again = await stage.ConfirmAsync(id);

        await Assert.That(again.Status).IsEqualTo(409);
        await Assert.That(again.Json.GetProperty("success").GetBoolean()).IsFalse();
        await Assert.That(again.Json.GetProperty("detail").GetString()).IsEqualTo("Dividend already confirmed");
        await Assert.That((await stage.BookingsAsync()).Count).IsEqualTo(1);
    }

    [Test]
    public async Task Of_many_at_once_one_confirms()
    {
        var (stage, id) = await PendingAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => stage.ConfirmAsync(id)));

        await Assert.That(answers.Count(answer => answer.Status == 200)).IsEqualTo(1);
        await Assert.That(answers.Count(answer => answer.Status == 409)).IsEqualTo(63);
        await Assert.That((await stage.BookingsAsync()).Count).IsEqualTo(1);
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(5m);
    }

    [Test]
    public async Task Under_one_idempotency_key_it_is_done_once_and_the_key_does_not_serve_for_another_dividend()
    {
        var stage = await NewAsync(new Announced("2024-03-14", "2024-04-01", 0.5m), new(Ex, "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        var (first, second) = (await stage.IdAsync("2024-03-14"), await stage.IdAsync(Ex));

        var once = await stage.ConfirmAsync(first, null, ("Idempotency-Key", "k1"));
        var twice = await stage.ConfirmAsync(first, null, ("Idempotency-Key", "k1"));
        var other = await stage.ConfirmAsync(second, null, ("Idempotency-Key", "k1"));

        await Assert.That(twice.Text).IsEqualTo(once.Text);
        await Assert.That((twice.Status, twice.Header("Idempotent-Replayed"))).IsEqualTo((200, "true"));
        await Assert.That(other.Status).IsEqualTo(422);
        await Assert.That((await stage.BookingsAsync()).Count).IsEqualTo(1);
    }

    [Test]
    [Arguments("""{"edited_amount":-1}""", "Dividend amount cannot be negative")]
    [Arguments("""{"edited_amount":"much"}""", "Invalid edited_amount value: must be a valid number")]
    [Arguments("""{"edited_amount":1,"withholding_tax":0.6,"fee":0.6}""", "Tax and fee cannot be above the dividend")]
    [Arguments("""{"fee":1e16}""", "fee must not be above 1e15")]
    public async Task A_wrong_amount_is_refused(string body, string message)
    {
        var (stage, id) = await PendingAsync();

        var answer = await stage.ConfirmAsync(id, body);

        await Assert.That((answer.Status, answer.Json.GetProperty("message").GetString())).IsEqualTo((400, message));
        await Assert.That(await stage.BookingsAsync()).IsEmpty();
    }

    [Test]
    public async Task What_came_ahead_of_its_pay_date_is_booked_today_and_not_expected_any_more()
    {
        var today = DateTime.UtcNow;
        var stage = await NewAsync(
            new Announced($"{today.AddDays(-3):yyyy-MM-dd}", $"{today.AddDays(9):yyyy-MM-dd}", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        var row = (await stage.ListAsync()).Single();
        await Assert.That(Number(await stage.SummaryAsync(), "projected_income12m")).IsGreaterThanOrEqualTo(5m);

        var answer = await stage.ConfirmAsync(row.GetProperty("id").GetString()!);

        var day = $"{DateTime.UtcNow:yyyy-MM-dd}";
        await Assert.That((answer.Status, answer.Data.GetProperty("pay_date").GetString())).IsEqualTo((200, day));
        await Assert.That((await stage.BookingsAsync()).Single().GetProperty("date").GetString()).IsEqualTo(day);
        var summary = await stage.SummaryAsync();
        await Assert.That((Number(summary, "total_received"), Number(summary, "ytd_received"),
            Number(summary, "total_upcoming"))).IsEqualTo((5m, 5m, 0m));
        var forecast = (await stage.User.GetAsync("/api/analytics/dividends/forecast")).Data;
        await Assert.That(Number(forecast, "announced")).IsEqualTo(0m);
    }

    [Test]
    public async Task What_has_not_gone_ex_cannot_be_confirmed_because_it_can_still_be_sold_away()
    {
        var today = DateTime.UtcNow;
        var stage = await NewAsync(
            new Announced($"{today.AddDays(4):yyyy-MM-dd}", $"{today.AddDays(9):yyyy-MM-dd}", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);

        var answer = await stage.ConfirmAsync((await stage.ListAsync()).Single().GetProperty("id").GetString()!);

        await Assert.That((answer.Status, answer.Json.GetProperty("message").GetString())).IsEqualTo((409,
            $"{stage.Symbol} goes ex-dividend on {today.AddDays(4):yyyy-MM-dd}; until then it can still be sold away"));
        await Assert.That(await stage.BookingsAsync()).IsEmpty();
    }

    [Test]
    public async Task Another_user_s_id_is_answered_like_one_that_does_not_exist_and_does_nothing()
    {
        var (stage, id) = await PendingAsync();
        var stranger = stage with { User = stage.App.NewUser() };
        await stranger.BuyAsync("2024-01-02", 10);

        foreach (var foreign in (string[])[id, Guid.NewGuid().ToString(), "nonsense", ""])
        {
            var (confirmed, rejected) = (await stranger.ConfirmAsync(foreign), await stranger.RejectAsync(foreign));
            var edited = await stranger.EditAsync(foreign, """{"ex_date":"2024-06-14","total_amount":9}""");

            await Assert.That((confirmed.Status, rejected.Status, edited.Status)).IsEqualTo((404, 404, 404));
            await Assert.That(confirmed.Json.GetProperty("message").GetString()).IsEqualTo("Dividend not found");
        }

        await Assert.That((await stage.OnAsync(Ex)).GetProperty("status").GetString()).IsEqualTo("pending");
        await Assert.That((await stranger.OnAsync(Ex)).GetProperty("status").GetString()).IsEqualTo("pending");
    }
}
