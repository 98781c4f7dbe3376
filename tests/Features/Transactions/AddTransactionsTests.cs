using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class AddTransactionsTests
{
    private const string Path = "/api/transactions/bulk";

    [Test]
    public async Task All_rows_are_added_in_the_order_given()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, Rows(
            TradeJson.Of("Buy", "KO", "10", "2024-03-01"),
            TradeJson.Of("sell", "KO", "10", "2024-03-01"),
            TradeJson.Of("Buy", "KO", "3", "2024-03-01"),
            TradeJson.With(("symbol", "\"VOD.LON\""), ("currency", "\"GBX\""), ("price", "72.5"),
                ("notes", "\"ü\""))));

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That(answer.Data.GetProperty("added").GetInt32()).IsEqualTo(4);
        await Assert.That(Statuses(answer.Data)).IsEquivalentTo(["added", "added", "added", "added"]);
        await Assert.That(await user.LedgerAsync()).IsEquivalentTo([
            "2024-03-15 Buy VOD.LON 10 0.725 GBP 0 ü",
            "2024-03-01 Buy KO 3 10 USD 0",
            "2024-03-01 Sell KO 10 10 USD 0",
            "2024-03-01 Buy KO 10 10 USD 0",
        ]);
        var ids = (await user.GetAsync("/api/transactions")).Data.GetProperty("transactions").EnumerateArray()
            .Select(row => row.Id());
        await Assert.That(answer.Data.GetProperty("rows").EnumerateArray().Select(row => row.Id()).Reverse())
            .IsEquivalentTo(ids);
    }

    [Test]
    public async Task One_invalid_row_keeps_all_out_and_each_is_told_what_is_wrong_with_it()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, Rows(
            TradeJson.Of("Buy", "KO", "10", "2024-03-01"),
            TradeJson.With(("quantity", "0"), ("date", "\"yesterday\"")),
            TradeJson.With(("price", "\"dear\"")), "7"));

        await Assert.That(answer.Status).IsEqualTo(422);
        await Assert.That(Statuses(answer.Json)).IsEquivalentTo(["valid", "invalid", "invalid", "invalid"]);
        await Assert.That(ErrorShape.Fields(answer)).IsEquivalentTo(
            ["transactions[1].quantity", "transactions[1].date", "transactions[2].price", "transactions[3]"]);
        await Assert.That(await user.LedgerAsync()).IsEmpty();
    }

    [Test]
    [Arguments("""{}""")]
    [Arguments("""{"transactions":[]}""")]
    [Arguments(null)]
    public async Task A_request_brings_one_to_a_thousand_rows(string? body)
    {
        var user = (await App.SharedAsync()).NewUser();
        body ??= Rows([.. Enumerable.Repeat(TradeJson.With(), 1001)]);

        await ErrorShape.AssertInvalidAsync(await user.PostAsync(Path, body), "transactions");
    }

    [Test]
    public async Task A_thousand_rows_of_some_length_fit_into_one_request()
    {
        var user = (await App.SharedAsync()).NewUser();
        var rows = Enumerable.Range(1, 1000).Select(i => TradeJson.With(
            ("symbol", $"\"{(i % 2 == 0 ? "KO" : "MSFT")}\""), ("quantity", $"{i}"),
            ("notes", $"\"{new string('n', 400)}\"")));

        var answer = await user.PostAsync(Path, Rows([.. rows]), ("Idempotency-Key", "thousand"));

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(1000);
    }

    [Test]
    [Arguments(true)]
    [Arguments(false)]
    public async Task A_body_over_a_mebibyte_is_too_large(bool withKey)
    {
        var user = (await App.SharedAsync()).NewUser();
        var body = Rows(TradeJson.With(("filler", $"\"{new string('x', 1024 * 1024)}\"")));

        var answer = await user.PostAsync(Path, body, withKey ? [("Idempotency-Key", "large")] : []);

        await ErrorShape.AssertAsync(answer, 413, "BadRequestError");
    }

    [Test]
    public async Task What_looks_like_a_row_that_is_there_is_named_and_stored_only_if_it_is_meant()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "KO", "10", "2024-03-01");
        string[] rows =
        [
            TradeJson.Of("Buy", "KO", "10.00", "2024-03-01", price: "10.0"),
            TradeJson.Of("Buy", "KO", "11", "2024-03-01"),
            TradeJson.Of("Buy", "KO", "11", "2024-03-01"),
        ];

        var refused = await user.PostAsync(Path, Rows(rows));
        var nothing = (await user.LedgerAsync()).Length;
        var meant = await user.PostAsync(Path, Rows(rows, "\"allow_duplicates\":true,"));

        await Assert.That(refused.Status).IsEqualTo(409);
        await Assert.That(Statuses(refused.Json)).IsEquivalentTo(["duplicate", "valid", "duplicate"]);
        await Assert.That(nothing).IsEqualTo(1);
        await Assert.That(meant.Status).IsEqualTo(200).Because(meant.Text);
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(4);
    }

    [Test]
    public async Task Rows_that_sell_more_than_is_held_are_named()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "KO", "10", "2024-03-01");

        var answer = await user.PostAsync(Path, Rows(
            TradeJson.Of("Sell", "KO", "6", "2024-03-04"),
            TradeJson.Of("Buy", "MSFT", "1", "2024-03-04"),
            TradeJson.Of("Sell", "KO", "5", "2024-03-05"),
            TradeJson.Of("Sell", "KO", "1", "2024-03-06")));

        await Assert.That(answer.Status).IsEqualTo(409);
        await Assert.That(Statuses(answer.Json)).IsEquivalentTo(["oversold", "valid", "oversold", "valid"]);
        await Assert.That(answer.Json.GetProperty("details")[0].GetProperty("message").GetString())
            .IsEqualTo("transactions[0]: 1 KO too many are sold on 2024-03-05.");
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(1);
    }

    [Test]
    public async Task What_counts_is_the_ledger_with_all_rows_in_it()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, Rows(
            TradeJson.Of("Sell", "KO", "6", "2024-03-04"),
            TradeJson.Of("Buy", "KO", "6", "2024-03-01")));

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
    }

    [Test]
    public async Task Symbols_that_nobody_knows_are_named_row_by_row()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, Rows(
            TradeJson.With(("symbol", "\"NOSUCHA\""), ("unpriced", null)),
            TradeJson.With(("symbol", "\"NOSUCHB\"")),
            TradeJson.With(("symbol", "\"PEP\""), ("unpriced", null)),
            TradeJson.With(("symbol", "\"NOSUCHC\""), ("unpriced", null))));

        await Assert.That(answer.Status).IsEqualTo(422);
        await Assert.That(ErrorShape.Fields(answer))
            .IsEquivalentTo(["transactions[0].symbol", "transactions[3].symbol"]);
    }

    [Test]
    public async Task A_repeated_request_adds_nothing()
    {
        var user = (await App.SharedAsync()).NewUser();
        var body = Rows(TradeJson.Of("Buy", "KO", "10", "2024-03-01"));

        var first = await user.PostAsync(Path, body, ("Idempotency-Key", "once"));
        var again = await user.PostAsync(Path, body, ("Idempotency-Key", "once"));

        await Assert.That((again.Text, again.Header("Idempotent-Replayed"))).IsEqualTo((first.Text, "true"));
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(1);
    }

    [Test]
    public async Task Of_eight_requests_at_once_that_each_sell_everything_one_passes()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "KO", "10", "2024-03-01");
        await user.AddAsync("Buy", "MSFT", "10", "2024-03-01");

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => user.PostAsync(Path, Rows(
            TradeJson.Of("Sell", i % 2 == 0 ? "KO" : "MSFT", "10", "2024-03-04", price: $"{i}"),
            TradeJson.Of("Sell", i % 2 == 0 ? "MSFT" : "KO", "10", "2024-03-04", price: $"{i}")))));

        await Assert.That(answers.Select(answer => answer.Status).Order())
            .IsEquivalentTo([200, 409, 409, 409, 409, 409, 409, 409]);
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(4);
    }

    private static string Rows(params string[] rows) => Rows(rows, "");

    private static string Rows(string[] rows, string options) =>
        $$"""{{{options}}"transactions":[{{string.Join(',', rows)}}]}""";

    private static IEnumerable<string> Statuses(JsonElement parent) =>
        parent.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("status").GetString()!);
}
