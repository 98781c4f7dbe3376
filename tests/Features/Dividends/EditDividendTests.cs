using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

internal sealed class EditDividendTests
{
    private const string Ex = "2024-06-14";

    private static async Task<(DividendStage Stage, string Id)> PendingAsync()
    {
        var stage = await NewAsync(new Announced("2024-03-14", "2024-04-01", 0.5m), new(Ex, "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        return (stage, await stage.IdAsync(Ex));
    }

    [Test]
    public async Task A_pending_dividend_takes_the_user_s_dates_and_amount_in_place()
    {
        var (stage, id) = await PendingAsync();

        var answer = await stage.EditAsync(id,
            """{"ex_date":"2024-06-17","pay_date":"2024-07-05","amount_per_share":0.6,"total_amount":999}""");

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That((answer.Data.GetProperty("original_dividend_id").GetString(),
            answer.Data.GetProperty("new_dividend_id").GetString(),
            answer.Data.GetProperty("was_confirmed").GetBoolean(),
            answer.Data.GetProperty("update_method").GetString())).IsEqualTo((id, id, false, "in_place"));
        var row = await stage.OnAsync("2024-06-17");
        await Assert.That(answer.Data.GetProperty("dividend").GetRawText()).IsEqualTo(row.GetRawText());
        await Assert.That((row.GetProperty("pay_date").GetString(), Number(row, "total_amount"),
            row.GetProperty("source").GetString())).IsEqualTo(("2024-07-05", 6m, "manual"));
        await Assert.That((await stage.ListAsync()).Count).IsEqualTo(2);
    }

    [Test]
    public async Task The_total_counts_where_there_is_no_amount_per_share_and_an_empty_pay_date_stays()
    {
        var (stage, id) = await PendingAsync();

        await stage.EditAsync(id,
            """{"ex_date":"2024-06-14","pay_date":"","amount_per_share":"","total_amount":"7.5"}""");

        var row = await stage.OnAsync(Ex);
        await Assert.That((row.GetProperty("pay_date").GetString(), Number(row, "amount_per_share")))
            .IsEqualTo(("2024-07-01", 0.75m));
    }

    [Test]
    public async Task Editing_a_confirmed_one_changes_its_transaction_and_counts_once()
    {
        var (stage, id) = await PendingAsync();
        var booked = (await stage.ConfirmAsync(id)).Data.GetProperty("transaction_id").GetString();
        await stage.BuyAsync("2024-06-15", 5);

        var answer = await stage.EditAsync(id,
            """{"ex_date":"2024-06-17","pay_date":"2024-07-05","amount_per_share":0.4}""");

        var booking = (await stage.BookingsAsync()).Single();
        await Assert.That(answer.Json.GetProperty("message").GetString())
            .IsEqualTo("Dividend edited successfully. Transactions adjusted.");
        await Assert.That((booking.GetProperty("id").GetString(), booking.GetProperty("date").GetString(),
            Number(booking, "quantity"), Number(booking, "price"))).IsEqualTo((booked, "2024-07-05", 15m, 0.4m));
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(6m);
        await Assert.That((await stage.ListAsync()).Count).IsEqualTo(2);
    }

    [Test]
    public async Task Editing_what_was_recorded_by_hand_links_it_and_counts_once()
    {
        var (stage, id) = await PendingAsync();
        await stage.RecordAsync("DIVIDEND", "2024-07-01", 10, 0.45m);

        await stage.EditAsync(id, """{"ex_date":"2024-06-14","pay_date":"2024-07-09","amount_per_share":0.4}""");

        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(4m);
        await Assert.That((await stage.BookingsAsync()).Single().GetProperty("dividend_id").GetString()).IsEqualTo(id);
    }

    [Test]
    [Arguments("""{"total_amount":5}""", 400, "Ex-date is required")]
    [Arguments("""{"ex_date":"2024-06-14"}""", 400, "Either amount_per_share or total_amount is required")]
    [Arguments("""{"ex_date":"2024-06-14","pay_date":"2024-06-13","total_amount":5}""", 400,
        "Pay date must be on or after ex-date")]
    [Arguments("""{"ex_date":"2024-06-14","amount_per_share":-1}""", 400, "Amount per share cannot be negative")]
    [Arguments("""{"ex_date":"2024-06-14","total_amount":-1}""", 400, "Total amount cannot be negative")]
    [Arguments("""{"ex_date":"14.6.2024","total_amount":1}""", 400, "ex_date must be a day written YYYY-MM-DD")]
    [Arguments("""{"ex_date":"2024-06-14","amount_per_share":1e10}""", 400,
        "The amount must not be above 1e15, nor above 1e9 a share where it was announced")]
    [Arguments("""{"ex_date":"2023-12-01","total_amount":5}""", 409, "No shares were held on ex-dividend date for {0}")]
    [Arguments("""{"ex_date":"2024-03-14","total_amount":5}""", 409,
        "{0} has another dividend with the ex-date 2024-03-14")]
    public async Task What_makes_no_sense_is_refused_and_changes_nothing(string body, int status, string message)
    {
        var (stage, id) = await PendingAsync();

        var answer = await stage.EditAsync(id, body);

        await Assert.That(answer.Status).IsEqualTo(status);
        await Assert.That(answer.Json.GetProperty("message").GetString())
            .IsEqualTo(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, stage.Symbol));
        await Assert.That(Number(await stage.OnAsync(Ex), "total_amount")).IsEqualTo(5m);
    }
}
