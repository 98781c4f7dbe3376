using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Research;

/// <summary>A report under the provider's own names: figures are numbers, or null where it has none.</summary>
[JsonConverter(typeof(ReportRowConverter)), WritesObject]
internal sealed record ReportRow(FinancialReport Report);

internal sealed class ReportRowConverter : JsonConverter<ReportRow>
{
    public override ReportRow Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Reports are only written.");

    public override void Write(Utf8JsonWriter writer, ReportRow value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("fiscalDateEnding", value.Report.FiscalEndOn.ToString("O"));
        writer.WriteString("reportedCurrency", value.Report.Currency);
        foreach (var figure in value.Report.Figures)
        {
            if (figure.Number is { } number)
            {
                writer.WriteNumber(figure.Name, ExactDecimal.Trim(number));
            }
            else
            {
                writer.WriteString(figure.Name, figure.Text);
            }
        }

        writer.WriteEndObject();
    }
}

/// <summary>The last five years and twenty quarters, the latest first.</summary>
internal sealed record StatementsReply(
    string Symbol,
    IReadOnlyList<ReportRow> AnnualReports,
    IReadOnlyList<ReportRow> QuarterlyReports,
    DateTimeOffset LastUpdated);

/// <summary>Overviews and statements out of the documents of the provider.</summary>
internal sealed class FinancialData(
    ProviderDocuments documents, MarketArchive archive, IOptions<MarketDataOptions> options, TimeProvider clock)
{
    private const int YearsMax = 5;
    private const int QuartersMax = 20;

    /// <summary>The type in either vocabulary, whatever its case; null where there is none such.</summary>
    public static FetchKind? KindOf(string? type) => type?.Trim().ToUpperInvariant() switch
    {
        null or "" or "OVERVIEW" => FetchKind.Overview,
        "INCOME_STATEMENT" or "INCOME" => FetchKind.Income,
        "BALANCE_SHEET" or "BALANCE" => FetchKind.Balance,
        "CASH_FLOW" or "CASHFLOW" => FetchKind.CashFlow,
        _ => null,
    };

    public Task<DocumentReading> ReadAsync(FetchKind kind, string symbol, bool force, CancellationToken ct) =>
        documents.ReadAsync(kind, symbol, TimeSpan.FromHours(options.Value.FinancialsMaxAgeHours), force, ct);

    /// <summary>The figures of a stored overview, which does not say when the company reports: that is in the list of
    /// all who do. Null where it is not in there, or the day is over.</summary>
    public async Task<CompanyFigures> FiguresAsync(string symbol, StoredDocument document, CancellationToken ct)
    {
        var figures = CompanyFigures.From(symbol, document.Json);
        var (function, list) = (DocumentFetch.FunctionOf(FetchKind.Earnings), DocumentFetch.AllEarnings);
        return DateOnly.TryParseExact(await archive.MemberAsync(function, list.Key, symbol, ct), "O", out var day)
            && day >= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)
                ? figures with { EarningsDate = day }
                : figures;
    }

    /// <summary>The reports of a stored statement, the latest first.</summary>
    public static StatementsReply Reports(string symbol, StoredDocument document)
    {
        var statements = StatementAnswers.Statements(Encoding.UTF8.GetBytes(document.Json), symbol);
        return new(
            symbol,
            [.. (statements?.Annual ?? []).Take(YearsMax).Select(report => new ReportRow(report))],
            [.. (statements?.Quarterly ?? []).Take(QuartersMax).Select(report => new ReportRow(report))],
            document.FetchedAt);
    }
}
