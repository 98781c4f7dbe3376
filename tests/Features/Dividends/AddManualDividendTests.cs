using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

internal sealed class AddManualDividendTests
{
    private static async Task<DividendStage> HolderAsync()
    {
        var stage = await NewAsync(new Announced("2024-06-14", "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        return stage;
    }

    [Test]
    [Arguments("/add-manual")]
    [Arguments("/manual-add")]
    public async Task Numbers_may_come_as_text_as_the_form_sends_them(string path)
    {
        var stage = await HolderAsync();

        var answer = await (stage with { User = stage.User.V1 }).AddAsync($$"""
            {"ticker":"{{stage.Symbol.ToLowerInvariant()}}","company_name":"Z","payment_date":"2024-08-01",
             "total_received":"12.50","amount_per_share":"","fee":"0.5","tax":"","note":"from the bank"}
            """, path);

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Json.GetProperty("message").GetString()).IsEqualTo("Dividend added successfully");
        var data = answer.Json.GetProperty("data");
        await Assert.That((data.GetProperty("ticker").GetString(), data.GetProperty("payment_date").GetString(),
            Number(data, "total_amount"), Number(data, "net_amount"),
            data.GetProperty("transaction_created").GetBoolean()))
            .IsEqualTo((stage.Symbol, "2024-08-01", 12.5m, 12m, true));
        var row = (await stage.ListAsync()).Single(row =>
            row.GetProperty("id").GetString() == answer.Json.GetProperty("dividend_id").GetString());
        await Assert.That((row.GetProperty("confirmed").GetBoolean(), row.GetProperty("source").GetString(),
            Number(row, "shares_held_at_ex_date"), Number(row, "total_amount"))).IsEqualTo((true, "manual", 10m, 12m));
        await Assert.That((await stage.BookingsAsync()).Single().GetProperty("symbol").GetString())
            .IsEqualTo(stage.Symbol);
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(12m);
    }

    [Test]
    public async Task A_note_is_kept_as_typed_and_composed()
    {
        var stage = await HolderAsync();

        await stage.AddAsync($$"""
            {"ticker":"{{stage.Symbol}}","payment_date":"2024-08-01","total_received":1,
            "note":" cafe\u0301 \ud83d\ude00 & <co>\nsecond line "}
            """);

        await Assert.That((await stage.BookingsAsync()).Single().GetProperty("notes").GetString())
            .IsEqualTo("caf\u00e9 \ud83d\ude00 & <co>\nsecond line");
    }

    [Test]
    public async Task On_the_pay_date_of_an_announced_one_it_is_that_one_and_not_one_more()
    {
        var stage = await HolderAsync();
        var id = await stage.IdAsync("2024-06-14");

        var added = await stage.AddAsync(Body(stage, "2024-07-01", "4.9"));
        var again = await stage.AddAsync(Body(stage, "2024-07-01", "4.9"));

        await Assert.That(added.Data.GetProperty("dividend_id").GetString()).IsEqualTo(id);
        await Assert.That((await stage.ListAsync()).Count).IsEqualTo(1);
        await Assert.That(again.Status).IsEqualTo(409);
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(4.9m);
    }

    [Test]
    public async Task Without_a_transaction_it_is_pending_and_can_be_confirmed_later()
    {
        var stage = await HolderAsync();
        var body = Body(stage, "2024-08-01", "3").TrimEnd('}') + ",\"update_cash_balance\":false}";

        var added = await stage.AddAsync(body);

        await Assert.That(added.Data.GetProperty("data").GetProperty("transaction_created").GetBoolean()).IsFalse();
        await Assert.That(Number(await stage.SummaryAsync(), "total_pending")).IsEqualTo(8m);
        await stage.ConfirmAsync(added.Data.GetProperty("dividend_id").GetString()!);
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(3m);
        await Assert.That(Number(await stage.DocumentAsync(), "total_received_all_time")).IsEqualTo(3m);
    }

    [Test]
    public async Task A_rejected_one_may_be_added_again()
    {
        var stage = await HolderAsync();
        var first = await stage.AddAsync(Body(stage, "2024-08-01", "3"));
        await stage.RejectAsync(first.Data.GetProperty("dividend_id").GetString()!);

        var second = await stage.AddAsync(Body(stage, "2024-08-01", "4"));

        await Assert.That(second.Status).IsEqualTo(200);
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(4m);
    }

    [Test]
    [Arguments("""{"payment_date":"2024-08-01","total_received":1}""", "Ticker is required")]
    [Arguments("""{"ticker":"ZQ","total_received":1}""", "Payment date is required")]
    [Arguments("""{"ticker":"ZQ","payment_date":"2024-08-01","total_received":""}""", "Total received is required")]
    [Arguments("""{"ticker":"ZQ","payment_date":"2024-08-01","total_received":0}""",
        "Total received must be greater than 0")]
    [Arguments("""{"ticker":"ZQ","payment_date":"2024-08-01","total_received":"x"}""",
        "Invalid total_received value: must be a valid number")]
    [Arguments("""{"ticker":"ZQ","payment_date":"2024-08-01","total_received":1,"fee":0.6,"tax":0.6}""",
        "Tax and fee cannot be above the dividend")]
    [Arguments("""{"ticker":"ZQ","payment_date":"2999-08-01","total_received":1}""",
        "Payment date must lie between 1970-01-01 and today")]
    [Arguments("""{"ticker":"Z Q","payment_date":"2024-08-01","total_received":1}""",
        "Ticker must have 1 to 20 of the characters A-Z 0-9 . - = ^")]
    public async Task What_is_missing_or_wrong_is_refused(string body, string message)
    {
        var stage = await HolderAsync();

        var answer = await stage.AddAsync(body);

        await Assert.That((answer.Status, answer.Json.GetProperty("message").GetString())).IsEqualTo((400, message));
        await Assert.That(await stage.BookingsAsync()).IsEmpty();
    }

    private static string Body(DividendStage stage, string paidOn, string total) =>
        $$"""{"ticker":"{{stage.Symbol}}","payment_date":"{{paidOn}}","total_received":"{{total}}"}""";
}
