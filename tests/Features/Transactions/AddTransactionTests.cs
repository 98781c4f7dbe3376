using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class AddTransactionTests
{
    private const string Path = "/api/transactions";

    [Test]
    public async Task What_was_added_is_answered_and_listed()
    {
        var user = (await App.SharedAsync()).NewUser();

        var added = await user.PostAsync(Path, TradeJson.With(
            ("commission", "1.25"), ("currency", "\"eur\""), ("exchange_rate", "1.0825"), ("notes", "\" first \"")));
        var listed = await user.GetAsync(Path);

        await Assert.That(added.Status).IsEqualTo(200).Because(added.Text);
        await Assert.That(added.Json.GetProperty("message").GetString())
            .IsEqualTo("Buy transaction added successfully");
        var row = added.Data.GetProperty("transaction");
        await Assert.That(row.GetProperty("user_id").GetGuid()).IsEqualTo(user.Id);
        await Assert.That(row.GetProperty("transaction_type").GetString()).IsEqualTo("Buy");
        await Assert.That(row.GetProperty("symbol").GetString()).IsEqualTo("AAPL");
        await Assert.That(row.GetProperty("quantity").GetRawText()).IsEqualTo("10");
        await Assert.That(row.GetProperty("price").GetRawText()).IsEqualTo("100.5");
        await Assert.That(row.GetProperty("commission").GetRawText()).IsEqualTo("1.25");
        await Assert.That(row.GetProperty("currency").GetString()).IsEqualTo("EUR");
        await Assert.That(row.GetProperty("exchange_rate").GetRawText()).IsEqualTo("1.0825");
        await Assert.That(row.GetProperty("date").GetString()).IsEqualTo("2024-03-15");
        await Assert.That(row.GetProperty("notes").GetString()).IsEqualTo("first");
        await Assert.That(listed.Data.GetProperty("transactions")[0].GetRawText()).IsEqualTo(row.GetRawText());
    }

    [Test]
    [Arguments("00000000-0000-0000-0000-000000000001")]
    [Arguments("7fffffff-0000-0000-0000-000000000000")]
    [Arguments("80000000-0000-0000-0000-000000000000")]
    [Arguments("ffffffff-0000-0000-0000-000000000000")]
    public async Task Whatever_the_bits_of_a_users_id_a_write_is_answered(string id)
    {
        var user = (await App.SharedAsync()).As(Guid.Parse(id));

        var answer = await user.PostAsync(Path, TradeJson.With());

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
    }

    [Test]
    public async Task What_is_left_out_takes_its_default()
    {
        var user = (await App.SharedAsync()).NewUser();

        var row = await user.AddAsync("Buy", "AAPL", "1", "2024-03-15");

        await Assert.That(row.GetProperty("commission").GetRawText()).IsEqualTo("0");
        await Assert.That(row.GetProperty("currency").GetString()).IsEqualTo("USD");
        foreach (var name in (string[])["exchange_rate", "notes", "amount_invested", "dividend_id"])
        {
            await Assert.That(row.GetProperty(name).ValueKind).IsEqualTo(JsonValueKind.Null).Because(name);
        }
    }

    [Test]
    [Arguments("BUY", "Buy")]
    [Arguments("buy", "Buy")]
    [Arguments("Buy", "Buy")]
    [Arguments("DIVIDEND", "DIVIDEND")]
    [Arguments("Dividend", "DIVIDEND")]
    public async Task A_type_is_known_in_any_case_and_returned_in_one(string written, string stored)
    {
        var user = (await App.SharedAsync()).NewUser();

        var row = await user.AddAsync(written, "AAPL", "1", "2024-03-15");

        await Assert.That(row.GetProperty("transaction_type").GetString()).IsEqualTo(stored);
    }

    [Test]
    public async Task Unknown_members_are_ignored_and_the_user_of_the_token_owns_the_row()
    {
        var user = (await App.SharedAsync()).NewUser();
        var someone = Guid.NewGuid();

        var answer = await user.PostAsync(Path, TradeJson.With(
            ("amount_invested", "1005"), ("user_id", $"\"{someone}\""), ("id", $"\"{someone}\""),
            ("created_at", "\"2001-01-01T00:00:00Z\""), ("dividend_id", $"\"{someone}\""), ("is_admin", "true"),
            ("__proto__", "{\"x\":[1]}"), ("Quantity", "\"not read: names have one case\"")));

        var row = answer.Data.GetProperty("transaction");
        await Assert.That(row.GetProperty("amount_invested").GetRawText()).IsEqualTo("1005");
        await Assert.That(row.GetProperty("user_id").GetGuid()).IsEqualTo(user.Id);
        await Assert.That(row.Id()).IsNotEqualTo(someone.ToString());
        await Assert.That(row.GetProperty("dividend_id").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(row.GetProperty("created_at").GetDateTime()).IsGreaterThan(new DateTime(2020, 1, 1));
    }

    [Test]
    [Arguments("GBp", "GBP")]
    [Arguments("gbx", "GBP")]
    [Arguments("ZAc", "ZAR")]
    [Arguments("ILA", "ILS")]
    public async Task A_hundredth_of_a_currency_is_recorded_as_one(string written, string currency)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With(("currency", $"\"{written}\""), ("price", "250")));

        var row = answer.Data.GetProperty("transaction");
        await Assert.That($"{row.GetProperty("currency")} {row.GetProperty("price")}").IsEqualTo($"{currency} 2.5");
    }

    [Test]
    public async Task Pence_are_recorded_as_pounds()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With(
            ("symbol", "\"VOD.LON\""), ("currency", "\"GBX\""), ("price", "73.46"), ("commission", "995"),
            ("exchange_rate", "0.0127"), ("amount_invested", "1729.6")));

        var row = answer.Data.GetProperty("transaction");
        await Assert.That(row.GetProperty("currency").GetString()).IsEqualTo("GBP");
        await Assert.That(row.GetProperty("price").GetRawText()).IsEqualTo("0.7346");
        await Assert.That(row.GetProperty("commission").GetRawText()).IsEqualTo("9.95");
        await Assert.That(row.GetProperty("exchange_rate").GetRawText()).IsEqualTo("1.27");
        await Assert.That(row.GetProperty("amount_invested").GetRawText()).IsEqualTo("17.296");
    }

    [Test]
    [Arguments("0.123456789", "price")]
    [Arguments("0.000000001", "commission")]
    public async Task Pence_too_fine_to_keep_as_pounds_are_refused_not_rounded(string amount, string field)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PostAsync(Path, TradeJson.With(("currency", "\"GBX\""), (field, amount)));

        await ErrorShape.AssertInvalidAsync(answer, field);
    }

    [Test]
    public async Task Text_is_kept_as_typed_and_safe_inside_HTML()
    {
        var user = (await App.SharedAsync()).NewUser();
        const string notes = "<script>alert('x')</script> & \"quoted\" \\ naïve 株 🎉 ' OR 1=1 --\nline two";

        var answer = await user.PostAsync(Path, TradeJson.With(("notes", JsonText(notes))));

        await Assert.That(answer.Data.GetProperty("transaction").GetProperty("notes").GetString()).IsEqualTo(notes);
        foreach (var character in (string[])["<", ">", "&", "'"])
        {
            await Assert.That(answer.Text).DoesNotContain(character);
        }
    }

    [Test]
    public async Task The_change_is_in_the_audit_with_the_id_of_its_request()
    {
        var app = await App.SharedAsync();
        var user = app.NewUser();

        var added = await user.PostAsync(Path, TradeJson.With());
        var path = $"{Path}/{added.Data.GetProperty("transaction").Id()}";
        var edited = await user.PutAsync(path, TradeJson.With(("quantity", "11")));
        var deleted = await user.DeleteAsync(path);

        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        var trail = await Postgres.ScalarAsync<string>(admin, $"""
            select string_agg(operation || ' ' || request_id || ' ' || actor, E'\n' order by seq)
            from pt.audit_log where user_id = '{user.Id}' and table_name = 'transactions'
            """);
        await Assert.That(trail).IsEqualTo($"""
            INSERT {added.Header("X-Request-Id")} {user.Id}
            UPDATE {edited.Header("X-Request-Id")} {user.Id}
            DELETE {deleted.Header("X-Request-Id")} {user.Id}
            """);
    }

    [Test]
    public async Task A_refused_request_leaves_no_trace_in_the_ledger()
    {
        var app = await App.SharedAsync();
        var user = app.NewUser();

        await user.PostAsync(Path, TradeJson.Of("Sell", "AAPL", "1", "2024-03-15"));
        await user.PostAsync(Path, TradeJson.With(("quantity", "0")));

        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        foreach (var table in (string[])["transactions", "audit_log", "idempotency_keys", "positions"])
        {
            var rows = await Postgres.ScalarAsync<long>(
                admin, $"select count(*) from pt.{table} where user_id = '{user.Id}'");
            await Assert.That(rows).IsEqualTo(0).Because(table);
        }
    }

    private static string JsonText(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
