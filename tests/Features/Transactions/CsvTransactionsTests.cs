using System.Text;
using PortfolioTracker.Features.Transactions;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class CsvTransactionsTests
{
    private const string Header = "date,type,symbol,quantity,price";
    private static readonly DateOnly Today = new(2024, 6, 28);

    [Test]
    [Arguments("date,type,symbol,quantity,price,notes\n2024-03-01,buy,ko,10,57.21,\"a \"\"b\"\", c\"\n")]
    [Arguments("\uFEFFNotes,Price,Quantity,Symbol,Type,Date\r\n\"a \"\"b\"\", c\",57.21,10,KO,BUY,2024-03-01\r\n")]
    [Arguments("date;type;symbol;quantity;price;notes\n2024-03-01;Buy;KO;10;57.21;\"a \"\"b\"\", c\"")]
    [Arguments("date\ttype\tsymbol\tquantity\tprice\tnotes\n\n2024-03-01\tBuy\tKO \t10\t57.21\t\"a \"\"b\"\", c\"\n\n")]
    [Arguments("sep=;\ndate;type;symbol;quantity;price;notes\n2024-03-01;Buy;KO;10;57.21;\"a \"\"b\"\", c\"\n;;;;;\n")]
    public async Task One_row_is_read_however_the_file_is_written(string csv)
    {
        var content = await ReadAsync(csv);

        var row = content!.Rows.Single();
        await Assert.That(row.Problems).IsEmpty();
        await Assert.That(row.Transaction).IsEqualTo(new CheckedTransaction(
            "KO", "Buy", 10m, 57.21m, 0m, "USD", null, new(2024, 3, 1), "a \"b\", c", null));
    }

    [Test]
    public async Task Optional_columns_are_read_and_others_named()
    {
        var content = await ReadAsync(
            "account,date,type,symbol,quantity,price,currency,commission,exchange_rate,amount_invested\n"
            + "7,2024-03-01,Buy,VOD.LON,10,72.5,GBX,50,0.0127,900\n");

        await Assert.That(content!.Ignored).IsEquivalentTo(["account"]);
        var row = content.Rows.Single().Transaction!;
        await Assert.That((row.Currency, row.Price, row.Commission)).IsEqualTo(("GBP", 0.725m, 0.5m));
        await Assert.That((row.ExchangeRate, row.AmountInvested)).IsEqualTo((1.27m, 9m));
    }

    [Test]
    public async Task A_note_over_two_lines_stays_one_cell_and_the_lines_are_counted()
    {
        var content = await ReadAsync($"{Header},notes\n2024-03-01,Buy,KO,1,2,\"one\ntwo\"\n2024-03-01,Buy,KO,x,2,\n");

        await Assert.That(content!.Rows[0].Transaction!.Notes).IsEqualTo("one\ntwo");
        await Assert.That(content.Rows[1].Problems.Single().Field).IsEqualTo("line 4.quantity");
    }

    [Test]
    [Arguments("2024-03-01,Buy,KO,1.000,50,2", "line 2")]
    [Arguments("01.03.2024,Buy,KO,1,2", "line 2.date")]
    [Arguments("2024-03-01,Gift,KO,1,2", "line 2.transaction_type")]
    [Arguments("2024-03-01,Buy,K O,1,2", "line 2.symbol")]
    [Arguments("2024-03-01,Buy,KO,-1,2", "line 2.quantity")]
    [Arguments("2024-03-01,Buy,KO,\"1,5\",2", "line 2.quantity")]
    [Arguments("2024-03-01,Buy,KO,1,", "line 2.price")]
    [Arguments("2024-03-01,Buy,KO,1", "line 2.price")]
    [Arguments("2030-03-01,Buy,KO,1,2", "line 2.date")]
    public async Task What_is_wrong_with_a_row_is_told_with_its_line(string row, string field)
    {
        var content = await ReadAsync($"{Header}\n{row}\n");

        await Assert.That(content!.Rows.Single().Outcome.Status).IsEqualTo(RowOutcome.Invalid);
        await Assert.That(content.Rows.Single().Problems.Single().Field).IsEqualTo(field);
    }

    [Test]
    [Arguments("", "REQUIRED")]
    [Arguments("date,type,symbol,quantity\n", "REQUIRED")]
    [Arguments("2024-03-01,Buy,KO,1,2\n", "REQUIRED")]
    [Arguments(Header + ",Price\n", "INVALID")]
    [Arguments(Header + "\n2024-03-01,Buy,KO,1,\"2\n", "INVALID_CSV")]
    [Arguments(Header + "\n2024-03-01,Buy,KO,1,\"2\"0\n", "INVALID_CSV")]
    [Arguments(Header + "\n2024-03-01,Buy,KO,1,2\n2024-03-01,Buy,KO,1,2\n2024-03-01,Buy,KO,1,2\n", "TOO_MANY")]
    public async Task What_is_no_such_table_is_refused_as_a_whole(string csv, string code)
    {
        var problems = new List<ErrorDetail>();

        var content = await ReadAsync(csv, problems);

        await Assert.That(content).IsNull();
        await Assert.That(problems[0].Code).IsEqualTo(code);
    }

    private static async Task<CsvContent?> ReadAsync(string csv, List<ErrorDetail>? problems = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return await CsvTransactions.ReadAsync(stream, Today, rowsMax: 2, problems ?? [], CancellationToken.None);
    }
}
