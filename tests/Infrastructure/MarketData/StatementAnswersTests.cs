using System.Text;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class StatementAnswersTests
{
    [Test]
    public async Task Recorded_figures_keep_the_provider_s_names_and_none_is_missing()
    {
        var statements = StatementAnswers.Statements(Recorded("ibm_2026-05-17.json"), "ibm")!;
        var latest = statements.Annual[0];

        await Assert.That(statements.Symbol).IsEqualTo("IBM");
        await Assert.That((statements.Annual.Count, statements.Quarterly.Count)).IsEqualTo((20, 81));
        await Assert.That((latest.FiscalEndOn, latest.Currency, latest.Figures.Count))
            .IsEqualTo((new DateOnly(2025, 12, 31), "USD", 24));
        await Assert.That(Of(latest, "costofGoodsAndServicesSold")).IsEqualTo(27_350_000_000m);
        await Assert.That(Of(latest, "netInterestIncome")).IsEqualTo(-1_290_000_000m);
        await Assert.That(Of(latest, "depreciation")).IsNull();
        await Assert.That(statements.Json).Contains("\"costofGoodsAndServicesSold\": \"27350000000\"");
    }

    [Test]
    public async Task Names_of_older_years_are_kept_as_they_were() =>
        await Assert.That(Of(StatementAnswers.Statements(Recorded("ibm_2020_old_keys.json"), "IBM")!.Annual[0],
            "taxProvision")).IsEqualTo(731_000_000m);

    [Test]
    public async Task A_word_among_the_figures_spoils_one_of_them_alone()
    {
        var report = StatementAnswers.Statements(Bytes(
            """
            {"symbol":"X","annualReports":[
              {"fiscalDateEnding":"2024-12-31","reportedCurrency":"None","netIncome":"see note","ebit":5,"ebitda":null},
              {"fiscalDateEnding":"never","netIncome":"1"}]}
            """), "X")!.Annual.Single();

        await Assert.That(report.Currency).IsNull();
        await Assert.That(report.Figures).IsEquivalentTo(
            [new ReportedFigure("netIncome", null, "see note"), new("ebit", 5), new("ebitda", null)]);
    }

    [Test]
    public async Task No_report_at_all_is_no_statement() =>
        await Assert.That(StatementAnswers.Statements(
            Bytes("""{"symbol":"X","annualReports":[],"quarterlyReports":[]}"""), "X")).IsNull();

    [Test]
    public async Task Statements_of_another_company_are_refused() =>
        await Assert.That(() => StatementAnswers.Statements(Bytes("""{"symbol":"Y","annualReports":[]}"""), "X"))
            .Throws<FormatException>();

    private static decimal? Of(FinancialReport report, string name) =>
        report.Figures.Single(figure => figure.Name == name).Number;

    private static byte[] Recorded(string file) =>
        File.ReadAllBytes(SharedFiles.PathOrSkip("alphavantage", "INCOME_STATEMENT", file));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
