using PortfolioTracker.Features.Analytics;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Analytics;

internal sealed class RealizedGainsCsvTests
{
    [Test]
    [Arguments("KO", "KO")]
    [Arguments("=CMD", "'=CMD")]
    [Arguments("+1", "'+1")]
    [Arguments("-A", "'-A")]
    [Arguments("@X", "'@X")]
    [Arguments("\tX", "'\tX")]
    [Arguments("a,b", "\"a,b\"")]
    [Arguments("a\"b", "\"a\"\"b\"")]
    [Arguments("=a,b", "\"'=a,b\"")]
    public async Task A_text_cell_is_no_formula_and_stays_one_cell(string text, string cell) =>
        await Assert.That(RealizedGainsCsv.Text(text)).IsEqualTo(cell);

    [Test]
    public async Task The_year_is_answered_as_a_table_to_whom_asks_for_one()
    {
        var user = await Investor.OfAsync(App.SharedAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/analytics/realized?year=2022");
        request.Headers.TryAddWithoutValidation("Accept", "text/csv");

        var table = await user.SendAsync(request);
        var lines = table.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        await Assert.That(table.Message.Content.Headers.ContentType!.MediaType).IsEqualTo("text/csv");
        await Assert.That(table.Header("Vary")!).Contains("Accept");
        await Assert.That(lines.Length).IsEqualTo(2);

        // 4 of 10 bought at 57.21 with a fee of 1, sold at 60 less a fee of 1; 467 days.
        await Assert.That(lines[1]).StartsWith(
            "KO,2021-02-03,2022-05-16,467,long,4,USD,239,229.24,9.76,USD,239,229.24,9.76,0,9.76,");
    }
}
