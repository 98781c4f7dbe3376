using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class ImportFileTests
{
    private const string Export =
        """
        {"schema":"portfoliotracker-export","version":1,
        "profile":{"first_name":"José","base_currency":"EUR","cost_method":"lifo"},
        "transactions":[
          {"transaction_type":"Buy","symbol":"KO","quantity":10,"price":57.21,"date":"2024-03-01","currency":"USD",
           "exchange_rate":0.92,"exchange_rate_currency":"EUR","commission":1},
          {"transaction_type":"DIVIDEND","symbol":"KO","quantity":10,"price":0.485,"date":"2024-04-01",
           "dividend_id":"7d3c9a52-0b1f-4c64-9a3e-2f6f1c0c8d11"},
          {"transaction_type":"Buy","symbol":"NOBODYKNOWS","quantity":1,"price":0,"date":"2024-04-01"}],
        "dividends":[{"id":"7d3c9a52-0b1f-4c64-9a3e-2f6f1c0c8d11","symbol":"KO","ex_date":"2024-03-14",
          "amount_per_share":0.485,"total_amount":4.85,"currency":"USD","status":"pending","source":"sandbox"}],
        "watchlist":[{"symbol":"KO","notes":"mine","target_price":80},{"symbol":"PEP"}],
        "later":"ignored"}
        """;

    [Test]
    public async Task An_export_brings_all_that_is_not_there_yet()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync("/api/watchlist/KO", """{"notes":"kept"}""");

        var answer = await user.ImportJsonAsync(Export);

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That(answer.Data.GetProperty("added").GetRawText())
            .IsEqualTo("""{"transactions":3,"dividends":1,"watchlist":1,"profile":1,"prices":0}""");
        var file = (await user.GetAsync("/api/export")).Data;
        await Assert.That(file.GetProperty("profile").GetProperty("base_currency").GetString()).IsEqualTo("EUR");
        await Assert.That(file.GetProperty("transactions")[0].GetProperty("exchange_rate_currency").GetString())
            .IsEqualTo("EUR");
        await Assert.That(file.GetProperty("transactions")[1].GetProperty("dividend_id").GetString())
            .IsEqualTo("7d3c9a52-0b1f-4c64-9a3e-2f6f1c0c8d11");
        await Assert.That(file.GetProperty("watchlist").EnumerateArray()
            .Select(row => row.GetProperty("notes").ToString())).IsEquivalentTo(["kept", ""]);
    }

    [Test]
    public async Task The_same_export_twice_is_refused_row_by_row()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.ImportJsonAsync(Export);

        var again = await user.ImportJsonAsync(Export);

        await Assert.That(again.Status).IsEqualTo(409);
        await Assert.That(again.Json.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("status")
            .GetString()!)).IsEquivalentTo(["duplicate", "duplicate", "duplicate"]);
    }

    [Test]
    [Arguments("exchange_rate_currency", 422)]
    [Arguments("dividend_id", 200)]
    public async Task Half_a_character_is_a_slip_of_the_row_and_no_failure(string member, int status)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.ImportJsonAsync(
            $$"""
            {"schema":"portfoliotracker-export","version":1,"transactions":[{"transaction_type":"Buy","symbol":"KO",
            "quantity":1,"price":1,"date":"2024-03-01","{{member}}":"\ud800"}]}
            """);

        await Assert.That(answer.Status).IsEqualTo(status).Because(answer.Text);
    }

    [Test]
    [Arguments("\"amount_per_share\":1e15,\"shares\":2", "amount_per_share")]
    [Arguments("\"amount_per_share\":1e10,\"event_id\":\"7d3c9a52-0b1f-4c64-9a3e-2f6f1c0c8d11\"", "amount_per_share")]
    [Arguments("\"ex_date\":\"0001-01-01\"", "ex_date")]
    [Arguments("\"pay_date\":\"9999-12-31\"", "pay_date")]
    public async Task A_dividend_beyond_reckoning_is_refused_in_the_preview_already(string member, string field)
    {
        var user = (await App.SharedAsync()).NewUser();
        var name = member.Split('"')[1];
        string[] others = [.. ((string[])["\"ex_date\":\"2024-03-14\"", "\"amount_per_share\":1"])
            .Where(other => other.Split('"')[1] != name)];

        var answer = await user.ImportJsonAsync(
            $$"""
            {"schema":"portfoliotracker-export","version":1,"dividends":[{"id":"7d3c9a52-0b1f-4c64-9a3e-2f6f1c0c8d12",
            "symbol":"KO",{{string.Join(",", others)}},{{member}},"total_amount":1,"currency":"USD",
            "status":"edited","source":"manual"}]}
            """, "?preview=true");

        await ErrorShape.AssertInvalidAsync(answer, $"dividends[0].{field}");
    }

    [Test]
    [Arguments("""{"schema":"else","version":1}""", "schema")]
    [Arguments("""{}""", "schema")]
    [Arguments("""{"schema":"portfoliotracker-export","version":2}""", "version")]
    [Arguments("""{"schema":"portfoliotracker-export","version":1,"watchlist":[{"symbol":"a b"}]}""",
        "watchlist[0].symbol")]
    [Arguments("""{"schema":"portfoliotracker-export","version":1,"profile":{"base_currency":"XXX"}}""",
        "profile.base_currency")]
    [Arguments("""{"schema":"portfoliotracker-export","version":1,"dividends":[7]}""", "dividends[0]")]
    [Arguments("""{"schema":"portfoliotracker-export","version":1,"dividends":[null]}""", "dividends[0]")]
    [Arguments("null", "body")]
    public async Task A_file_that_is_no_export_is_refused(string json, string field)
    {
        var user = (await App.SharedAsync()).NewUser();

        await ErrorShape.AssertInvalidAsync(await user.ImportJsonAsync(json), field);
    }

    [Test]
    [Arguments("null", "transactions[0]")]
    [Arguments("""{"symbol":"KO","transaction_type":"Buy","quantity":1,"price":1}""", "transactions[0].date")]
    [Arguments("""
        {"symbol":"KO","transaction_type":"Buy","quantity":1,"price":1,"date":"2024-03-01","exchange_rate":2,
        "exchange_rate_currency":"E\u0000R"}
        """, "transactions[0].exchange_rate_currency")]
    public async Task A_row_of_an_export_is_checked_like_any_other(string row, string field)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.ImportJsonAsync(
            $$"""{"schema":"portfoliotracker-export","version":1,"transactions":[{{row}}]}""");

        await Assert.That(answer.Status).IsEqualTo(422).Because(answer.Text);
        await Assert.That(ErrorShape.Fields(answer)).IsEquivalentTo([field]);
    }
}
