using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class CsvRowsTests
{
    [Test]
    public async Task Cells_are_split_at_commas_outside_quotes()
    {
        await Assert.That(Read("a,b\r\n1,\"x, \"\"y\"\"\"\r\n\r\n,2")).IsEqualTo("[a|b]+ [1|x, \"y\"]+ [|2]-");
    }

    [Test]
    public async Task A_line_of_endless_cells_is_refused() =>
        await Assert.That(() => Read(new string(',', 40))).Throws<FormatException>();

    private static string Read(string body)
    {
        var rows = new CsvRows(System.Text.Encoding.UTF8.GetBytes(body));
        var lines = new List<string>();
        while (rows.Next())
        {
            var cells = new List<string>();
            for (var cell = 0; cell < rows.Count; cell++)
            {
                cells.Add(rows.Text(cell));
            }

            lines.Add($"[{string.Join('|', cells)}]{(rows.LineEnded ? '+' : '-')}");
        }

        return string.Join(' ', lines);
    }
}
