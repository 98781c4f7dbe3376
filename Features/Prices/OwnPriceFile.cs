using System.Text.Json;
using CsvHelper;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Prices;

/// <summary>Prices as they were sent: as JSON, or as a table with a header that names <c>date</c> and <c>close</c> in
/// any order. Comma, semicolon and tab all separate; numbers have a point.</summary>
/// <param name="Source"><c>manual</c> or <c>csv</c>.</param>
/// <param name="Currency">Null where it is missing or wrong, which is then among the problems.</param>
internal sealed record OwnPriceFile(string Source, string? Currency, IReadOnlyList<SentPrice> Rows)
{
    /// <summary>Fifty years of trading days, and more.</summary>
    public const int RowsMax = 20_000;

    private static readonly CsvReaderOptions Options = new()
    {
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MaxRecordSize = 4_096,
    };

    public static async Task<OwnPriceFile> ReadAsync(
        HttpRequest request, string? currency, JsonSerializerOptions json, DateOnly lastDay,
        List<ErrorDetail> problems, CancellationToken ct)
    {
        var isTable = FileBody.IsTable(request, "prices");
        var inQuery = isTable || !string.IsNullOrEmpty(currency)
            ? SentPrice.CheckCurrency("query.currency", currency, problems)
            : null;
        var file = isTable
            ? new("csv", inQuery, await TableAsync(request.Body, lastDay, problems, ct))
            : Of(await FileBody.ReadJsonAsync<OwnPriceFields>(request, json), lastDay, problems);
        if (file.Rows.Count is 0 or > RowsMax && problems.Count == 0)
        {
            problems.Add(new("INVALID", $"There must be 1 to {RowsMax} prices.", "prices"));
        }

        SentPrice.CheckDays(file.Rows);
        return file;
    }

    private static OwnPriceFile Of(OwnPriceFields? given, DateOnly lastDay, List<ErrorDetail> problems) =>
        new("manual", SentPrice.CheckCurrency("currency", given?.Currency, problems),
            [.. (given?.Prices ?? []).Select((row, i) =>
                SentPrice.Of(i, $"prices[{i}]", row?.Date, row?.Close, lastDay))]);

    private static async Task<IReadOnlyList<SentPrice>> TableAsync(
        Stream body, DateOnly lastDay, List<ErrorDetail> problems, CancellationToken ct)
    {
        var rows = new List<SentPrice>();
        try
        {
            await using var reader = CsvReader.Create(body, Options, leaveOpen: true);
            await reader.ReadHeaderAsync(ct);
            string[] header = [.. reader.Headers.ToArray().Select(name => name.Trim().ToLowerInvariant())];
            var (date, close) = (Array.IndexOf(header, "date"), Array.IndexOf(header, "close"));
            if (date < 0 || close < 0)
            {
                problems.Add(new("REQUIRED", "The first line must name the columns date and close.", "body"));
                return [];
            }

            while (rows.Count <= RowsMax && await reader.ReadAsync(ct))
            {
                string Cell(int column) => column < reader.FieldCount ? reader.GetString(column).Trim() : "";
                if (Cell(date).Length + Cell(close).Length > 0)
                {
                    decimal? number = ExactDecimal.TryParse(Cell(close), out var read) ? read : null;
                    rows.Add(SentPrice.Of(rows.Count, $"line {reader.LineNumber}", Cell(date), number, lastDay));
                }
            }
        }
        catch (CsvFormatException malformed)
        {
            problems.Add(new("INVALID_CSV", malformed.Message, "body"));
        }

        return rows;
    }
}
