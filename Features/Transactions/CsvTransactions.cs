using CsvHelper;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <param name="Ignored">Columns that mean nothing here.</param>
internal sealed record CsvContent(IReadOnlyList<BatchRow> Rows, IReadOnlyList<string> Ignored);

/// <summary>
/// Transactions as a table: a header, then one row each, columns in any order (<c>date, type, symbol, quantity,
/// price</c>; where wanted also <c>currency, commission, exchange_rate, amount_invested, notes</c>). Days are
/// YYYY-MM-DD and numbers have a point. Comma, semicolon and tab all separate.
/// </summary>
internal static class CsvTransactions
{
    /// <summary>Far above the longest row that keeps the rules; a quote that is never closed stops here.</summary>
    private const int RowBytesMax = 64 * 1024;

    private static readonly string[] Required = ["date", "type", "symbol", "quantity", "price"];
    private static readonly string[] Optional =
        ["currency", "commission", "exchange_rate", "amount_invested", "notes"];

    private static readonly CsvReaderOptions Options = new()
    {
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MaxRecordSize = RowBytesMax,
    };

    /// <summary>Null, with the problems named, where this is no such table at all.</summary>
    public static async Task<CsvContent?> ReadAsync(
        Stream body, DateOnly lastDay, int rowsMax, List<ErrorDetail> problems, CancellationToken ct)
    {
        var rows = new List<BatchRow>();
        try
        {
            await using var reader = CsvReader.Create(body, Options, leaveOpen: true);
            await reader.ReadHeaderAsync(ct);
            string[] header = [.. reader.Headers.ToArray().Select(name => name.Trim().ToLowerInvariant())];
            if (!CheckHeader(header, problems))
            {
                return null;
            }

            while (await reader.ReadAsync(ct))
            {
                var row = Read(reader, header, rows.Count, lastDay);
                if (row is not null && rows.Count == rowsMax)
                {
                    problems.Add(new("TOO_MANY", $"An import takes at most {rowsMax} rows.", "body"));
                    return null;
                }

                if (row is not null)
                {
                    rows.Add(row);
                }
            }

            return new(rows, [.. header.Except(Required).Except(Optional)]);
        }
        catch (CsvFormatException malformed)
        {
            problems.Add(new("INVALID_CSV", malformed.Message, "body"));
            return null;
        }
    }

    private static bool CheckHeader(string[] header, List<ErrorDetail> problems)
    {
        foreach (var name in Required.Except(header))
        {
            problems.Add(new("REQUIRED", $"The first line must name the columns; {name} is not among them.", name));
        }

        foreach (var name in Required.Concat(Optional).Where(name => header.Count(column => column == name) > 1))
        {
            problems.Add(new("INVALID", $"The column {name} is there more than once.", name));
        }

        return problems.Count == 0;
    }

    /// <summary>Null for a line without any text.</summary>
    private static BatchRow? Read(CsvReader reader, string[] header, int index, DateOnly lastDay)
    {
        string[] cells = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
        if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
        {
            return null;
        }

        var place = $"line {reader.LineNumber}";
        if (Array.Exists(cells, cell => cell.Contains('\uFFFD', StringComparison.Ordinal)))
        {
            return BatchRow.Refused(index, place, new ErrorDetail("INVALID",
                $"{place}: there is text that is not UTF-8. Save the file as UTF-8.", place));
        }

        if (cells.Length > header.Length)
        {
            return BatchRow.Refused(index, place, new ErrorDetail("INVALID",
                $"{place}: there are {cells.Length} cells under {header.Length} columns. "
                + "A cell with a separator in it must stand in quotes.", place));
        }

        var problems = new List<ErrorDetail>();
        var fields = new TransactionFields(
            Cell("symbol"), Cell("type"), Number("quantity"), Number("price"), Number("commission"), Cell("currency"),
            Number("exchange_rate"), Cell("date"), Cell("notes"), Number("amount_invested"), Unpriced: null);
        return problems.Count > 0
            ? BatchRow.Refused(index, place, problems)
            : BatchRow.Of(index, place, fields, lastDay);

        string? Cell(string column) =>
            Array.IndexOf(header, column) is >= 0 and var at && at < cells.Length
                && cells[at].Trim() is { Length: > 0 } text
                ? text
                : null;

        decimal? Number(string column)
        {
            if (Cell(column) is not { } text)
            {
                return null;
            }

            if (ExactDecimal.TryParse(text, out var number))
            {
                return number;
            }

            problems.Add(new("INVALID_TYPE", $"{place}: {column} must be a number written with a point, as in 1234.56.",
                $"{place}.{column}"));
            return null;
        }
    }
}
