using System.Text;
using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class ImportLedgerTests
{
    private const string Header = "date,type,symbol,quantity,price,notes\n";

    [Test]
    public async Task A_table_is_stored_whole_in_the_order_of_its_lines()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.ImportCsvAsync(Header
            + "2024-03-01,Buy,KO,10,57.21,first\n2024-03-01,Sell,KO,10,58,\n2024-03-01,Buy,KO,2,59,last\n");

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That(answer.Data.GetProperty("added").GetProperty("transactions").GetInt32()).IsEqualTo(3);
        await Assert.That(await user.LedgerAsync()).IsEquivalentTo(
        [
            "2024-03-01 Buy KO 2 59 USD 0 last", "2024-03-01 Sell KO 10 58 USD 0",
            "2024-03-01 Buy KO 10 57.21 USD 0 first",
        ]);
        var imports = (await user.GetAsync("/api/import")).Data.GetProperty("imports");
        await Assert.That(imports[0].Id()).IsEqualTo(answer.Data.GetProperty("import_id").GetString());
    }

    [Test]
    public async Task A_note_that_is_not_UTF_8_is_refused_and_not_changed_without_a_word()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.ImportAsync(
            Encoding.Latin1.GetBytes(Header + "2024-03-01,Buy,KO,1,57.21,caf\u00e9\n"), "text/csv");

        await Assert.That(answer.Status).IsEqualTo(422);
        await Assert.That(ErrorShape.Fields(answer)).IsEquivalentTo(["line 2"]);
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(0);
    }

    [Test]
    public async Task A_preview_tells_of_each_row_and_stores_nothing()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "KO", "1", "2024-03-01");
        const string csv = Header + "2024-03-01,Buy,KO,1,10,\n2024-03-02,Buy,KO,2,10,\n2024-03-03,Buy,KO,-1,10,\n"
            + "2024-03-04,Sell,MSFT,1,10,\n2024-03-05,Buy,NOSUCHTHING,1,10,\n";

        var answer = await user.ImportCsvAsync(csv, "?preview=true");

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That(answer.Data.GetProperty("storable").GetBoolean()).IsFalse();
        await Assert.That(answer.Data.GetProperty("import_id").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(answer.Data.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("status")
            .GetString()!)).IsEquivalentTo(["duplicate", "valid", "invalid", "oversold", "invalid"]);
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(1);
        await Assert.That((await user.GetAsync("/api/import")).Data.GetProperty("count").GetInt32()).IsEqualTo(0);
    }

    [Test]
    [Arguments("2024-03-01,Buy,KO,1,10,\n2024-03-01,Buy,KO,0,10,\n", 422, "line 3.quantity")]
    [Arguments("2024-03-01,Buy,KO,1,10,\n2024-03-01,Buy,KO,1,10,\n", 409, "line 3")]
    [Arguments("2024-03-01,Buy,KO,1,10,\n2024-03-02,Sell,KO,2,10,\n", 409, "line 3.quantity")]
    [Arguments("2024-03-01,Buy,NOSUCHTHING,1,10,\n", 422, "line 2.symbol")]
    public async Task A_row_that_cannot_be_stored_keeps_all_out(string rows, int status, string field)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.ImportCsvAsync(Header + rows);

        await Assert.That(answer.Status).IsEqualTo(status).Because(answer.Text);
        await Assert.That(ErrorShape.Fields(answer)).IsEquivalentTo([field]);
        await Assert.That(await user.LedgerAsync()).IsEmpty();
    }

    [Test]
    public async Task Duplicates_and_symbols_without_prices_are_stored_where_they_are_meant()
    {
        var user = (await App.SharedAsync()).NewUser();
        const string csv = Header + "2024-03-01,Buy,NOSUCHTHING,1,10,\n2024-03-01,Buy,NOSUCHTHING,1,10,\n";

        var answer = await user.ImportCsvAsync(csv, "?allow_duplicates=true&unpriced=true");

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(2);
    }

    [Test]
    [Arguments("text/plain")]
    [Arguments("text/csv; charset=utf-16")]
    [Arguments(null)]
    public async Task Another_kind_of_file_is_an_unsupported_media_type(string? contentType)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.ImportAsync(Encoding.UTF8.GetBytes(Header), contentType);

        await ErrorShape.AssertAsync(answer, 415, "BadRequestError");
    }

    [Test]
    public async Task A_repeated_import_under_one_key_is_carried_out_once()
    {
        var user = (await App.SharedAsync()).NewUser();
        const string csv = Header + "2024-03-01,Buy,KO,1,10,\n";

        var first = await user.ImportCsvAsync(csv, "", ("Idempotency-Key", "file"));
        var again = await user.ImportCsvAsync(csv, "", ("Idempotency-Key", "file"));

        await Assert.That(again.Text).IsEqualTo(first.Text);
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(1);
    }

    [Test]
    public async Task Ten_thousand_rows_keep_their_order_over_many_statements()
    {
        var user = (await App.SharedAsync()).NewUser();
        var csv = new StringBuilder(Header);
        for (var i = 1; i <= 5_000; i++)
        {
            csv.Append("2024-03-01,Buy,KO,").Append(i).Append(",10,\n2024-03-01,Sell,KO,").Append(i).Append(",10,\n");
        }

        var answer = await user.ImportCsvAsync(csv.ToString());

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        var rows = (await user.GetAsync("/api/export")).Data.GetProperty("transactions").EnumerateArray()
            .Select(row => row.GetProperty("transaction_type").GetString() + row.GetProperty("quantity").GetInt32());
        await Assert.That(rows.SequenceEqual(
            Enumerable.Range(1, 5_000).SelectMany(i => (string[])[$"Buy{i}", $"Sell{i}"]))).IsTrue();
    }
}
