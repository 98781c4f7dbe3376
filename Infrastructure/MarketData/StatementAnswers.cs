using System.Text;
using System.Text.Json;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Income statements, balance sheets and cash flows. The provider's names are kept letter for letter, its
/// misspellings too: clients look for them, and it mends them without telling.</summary>
internal static class StatementAnswers
{
    private const string FiscalEnd = "fiscalDateEnding";
    private const string Currency = "reportedCurrency";

    /// <returns>The latest first; null where there is no report.</returns>
    public static FinancialStatements? Statements(ReadOnlyMemory<byte> body, string symbol)
    {
        using var answer = JsonDocument.Parse(body);
        var root = answer.RootElement;
        AnswerRows.Require(symbol, AnswerRows.Field(root, "symbol"));
        var (annual, quarterly) = (Reports(root, "annualReports"), Reports(root, "quarterlyReports"));
        return annual.Count + quarterly.Count == 0
            ? null
            : new(symbol.ToUpperInvariant(), annual, quarterly, root.GetRawText());
    }

    private static List<FinancialReport> Reports(JsonElement answer, string list) =>
        answer.TryGetProperty(list, out var rows) && rows.ValueKind == JsonValueKind.Array
            ? [.. rows.EnumerateArray().Select(Report).OfType<FinancialReport>()
                .OrderByDescending(report => report.FiscalEndOn)]
            : [];

    /// <summary>A report that does not say of which day it is, is none.</summary>
    private static FinancialReport? Report(JsonElement row) =>
        AnswerRows.Field(row, FiscalEnd) is { } ends && ProviderText.Day(Encoding.UTF8.GetBytes(ends)) is { } on
            ? new(
                on, AnswerRows.Field(row, Currency),
                [.. row.EnumerateObject().Where(field => field.Name is not (FiscalEnd or Currency)).Select(Figure)])
            : null;

    private static ReportedFigure Figure(JsonProperty field)
    {
        var text = AnswerRows.TextOf(field.Value);
        try
        {
            return new(field.Name, ProviderText.Number(Encoding.UTF8.GetBytes(text)));
        }
        catch (FormatException)
        {
            // A word among the figures spoils one of them, not the report.
            return new(field.Name, null, text.Trim());
        }
    }
}
