using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

/// <summary>The rules of a transaction, through HTTP and down to the database.</summary>
internal sealed class TransactionFieldsTests
{
    private const string Path = "/api/transactions";

    [Test]
    [Arguments("symbol", null)]
    [Arguments("symbol", "null")]
    [Arguments("symbol", "\"\"")]
    [Arguments("symbol", "\"AAPL\\n\"")]
    [Arguments("symbol", "\"AA PL\"")]
    [Arguments("symbol", "\"A/B\"")]
    [Arguments("symbol", "\"ÄÖÜ\"")]
    [Arguments("symbol", "\"\\u017FPY\"")]
    [Arguments("symbol", "\"AAPL\\u0000\"")]
    [Arguments("symbol", "\"ABCDEFGHIJKLMNOPQRSTU\"")]
    [Arguments("symbol", "123")]
    [Arguments("symbol", "[\"AAPL\"]")]
    [Arguments("transaction_type", null)]
    [Arguments("transaction_type", "\"Hold\"")]
    [Arguments("transaction_type", "\"\"")]
    [Arguments("transaction_type", "\"Buy \"")]
    [Arguments("transaction_type", "1")]
    [Arguments("quantity", null)]
    [Arguments("quantity", "null")]
    [Arguments("quantity", "0")]
    [Arguments("quantity", "-0")]
    [Arguments("quantity", "-1")]
    [Arguments("quantity", "\"abc\"")]
    [Arguments("quantity", "\"\"")]
    [Arguments("quantity", "true")]
    [Arguments("quantity", "{}")]
    [Arguments("quantity", "1e400")]
    [Arguments("quantity", "1e-400")]
    [Arguments("quantity", "1e999999999999")]
    [Arguments("quantity", "0.12345678901")]
    [Arguments("quantity", "1.123456789012345678901234567890123456789")]
    [Arguments("quantity", "1000000000000000.1")]
    [Arguments("quantity", "1000000000000001")]
    [Arguments("quantity", "\"1,5\"")]
    [Arguments("quantity", "\" 1\"")]
    [Arguments("quantity", "\"+1\"")]
    [Arguments("quantity", "\"1_000\"")]
    [Arguments("quantity", "\"0x10\"")]
    [Arguments("quantity", "\"NaN\"")]
    [Arguments("quantity", "\"Infinity\"")]
    [Arguments("quantity", "\"٣\"")]
    [Arguments("price", null)]
    [Arguments("price", "-0.01")]
    [Arguments("price", "\"free\"")]
    [Arguments("commission", "-1")]
    [Arguments("commission", "\"x\"")]
    [Arguments("commission", "1e400")]
    [Arguments("currency", "\"XXX\"")]
    [Arguments("currency", "\"US\"")]
    [Arguments("currency", "\"DOLLAR\"")]
    [Arguments("currency", "\"U$D\"")]
    [Arguments("currency", "\"\"")]
    [Arguments("currency", "840")]
    [Arguments("exchange_rate", "0")]
    [Arguments("exchange_rate", "-1")]
    [Arguments("date", null)]
    [Arguments("date", "\"\"")]
    [Arguments("date", "\"2024-02-30\"")]
    [Arguments("date", "\"2023-02-29\"")]
    [Arguments("date", "\"0000-00-00\"")]
    [Arguments("date", "\"0001-01-01\"")]
    [Arguments("date", "\"1969-12-31\"")]
    [Arguments("date", "\"9999-12-31\"")]
    [Arguments("date", "\"10000-01-01\"")]
    [Arguments("date", "\"2024-W01-1\"")]
    [Arguments("date", "\"2024-1-5\"")]
    [Arguments("date", "\"01/02/2024\"")]
    [Arguments("date", "\"20240102\"")]
    [Arguments("date", "\"2024-01-02\\n\"")]
    [Arguments("date", "20240102")]
    [Arguments("date", "1704153600")]
    [Arguments("notes", "\"a\\u0000b\"")]
    [Arguments("notes", "\"a\\u0007b\"")]
    [Arguments("notes", "\"a\\tb\"")]
    [Arguments("notes", "\"a\\u0085b\"")]
    [Arguments("notes", "\"\\ud800\"")]
    [Arguments("notes", "5")]
    [Arguments("amount_invested", "-1")]
    [Arguments("amount_invested", "\"x\"")]
    [Arguments("unpriced", "\"yes\"")]
    [Arguments("unpriced", "1")]
    public async Task A_member_that_breaks_its_rule_is_named_and_nothing_is_stored(string field, string? value)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With((field, value)));

        await ErrorShape.AssertInvalidAsync(answer, field);
        await Assert.That((await user.GetAsync(Path)).Data.GetProperty("total").GetInt32()).IsEqualTo(0);
    }

    [Test]
    public async Task All_that_is_wrong_is_said_at_once_and_the_first_in_the_message()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, "{}");

        await ErrorShape.AssertInvalidAsync(answer, "symbol", "transaction_type", "quantity", "price", "date");
        await Assert.That(answer.Json.GetProperty("message").GetString()!).Contains("symbol must have");
        await Assert.That(answer.Json.GetProperty("message").GetString()!).EndsWith("(and 4 more)");
    }

    [Test]
    public async Task A_member_given_twice_is_refused()
    {
        var user = (await App.SharedAsync()).NewUser();
        const string once = "\"quantity\":10";
        var body = TradeJson.With().Replace(once, $"{once},{once}", StringComparison.Ordinal);

        var answer = await user.PostAsync(Path, body);

        await ErrorShape.AssertInvalidAsync(answer, "quantity");
    }

    [Test]
    [Arguments("1e15", "1e15", "quantity")]
    [Arguments("1e15", "2", "quantity")]
    [Arguments("0.0000000003", "1e15", null)]
    [Arguments("1e15", "1", null)]
    [Arguments("1e15", "0", null)]
    public async Task The_whole_amount_has_a_limit_too(string quantity, string price, string? field)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With(("quantity", quantity), ("price", price)));

        await Assert.That(answer.Status).IsEqualTo(field is null ? 200 : 422).Because(answer.Text);
        await Assert.That(field is null || ErrorShape.Fields(answer).Single() == field).IsTrue();
    }

    [Test]
    [Arguments("1e15", "1e15", "0")]
    [Arguments("1e15", "1.0000000001", "0")]
    [Arguments("1", "1e6", "1e10")]
    public async Task It_has_one_in_the_base_currency_so_that_the_figures_can_be_added_up(
        string quantity, string rate, string commission)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With(("quantity", quantity), ("price", "1"),
            ("currency", "\"EUR\""), ("exchange_rate", rate), ("commission", commission)));

        await ErrorShape.AssertInvalidAsync(answer, "exchange_rate");
    }

    [Test]
    [Arguments("quantity", "1e2")]
    [Arguments("quantity", "\"2.5\"")]
    [Arguments("quantity", "0.0000000001")]
    [Arguments("quantity", "1E-5")]
    [Arguments("quantity", "99999.1234567891")]
    [Arguments("quantity", "1.10000000000000000000000")]
    [Arguments("quantity", "999999999999.9999999999")]
    [Arguments("price", "0")]
    [Arguments("price", "-0.0")]
    [Arguments("price", "0.1")]
    [Arguments("price", "\"1234.5678\"")]
    [Arguments("price", "99999999999999.9999999999")]
    [Arguments("commission", "0.0000000001")]
    [Arguments("exchange_rate", "0.0000000001")]
    [Arguments("exchange_rate", "1e15")]
    [Arguments("amount_invested", "0")]
    [Arguments("amount_invested", "1e15")]
    public async Task A_number_that_is_accepted_comes_back_digit_for_digit(string field, string literal)
    {
        var app = await App.SharedAsync();
        var user = app.NewUser();

        // The other factor of the amount is small, so that only the number's own limit counts.
        var answer = await user.PostAsync(Path, TradeJson.With(("quantity", "1"), ("price", "1"), (field, literal)));

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        var stored = await Postgres.ScalarAsync<string>(
            admin, $"select {field}::text from pt.transactions where user_id = '{user.Id}'");
        var listed = (await user.GetAsync(Path)).Data.GetProperty("transactions")[0].GetProperty(field);
        var expected = ExactNumber.Of(literal.Trim('"'));
        await Assert.That(ExactNumber.Of(stored!)).IsEqualTo(expected);
        await Assert.That(ExactNumber.Of(listed.GetRawText())).IsEqualTo(expected);
    }
}
