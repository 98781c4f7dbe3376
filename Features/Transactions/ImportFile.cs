using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Generated;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <summary>What was read of an import.</summary>
/// <param name="Source"><c>json</c> or <c>csv</c>.</param>
internal sealed record ImportFile(
    string Source, IReadOnlyList<BatchRow> Rows, ImportedBelongings Belongings, IReadOnlyList<string> Ignored)
{
    private const int RowsMax = 50_000;

    /// <summary>The rows kept the rules once, so that a symbol without prices is no slip of the pen.</summary>
    public bool IsExport => Source == "json";

    public ImportCounts Found =>
        new(Rows.Count, Belongings.Dividends.Count, Belongings.Watchlist.Count, Belongings.Profile is null ? 0 : 1,
            Belongings.Prices.Count);

    /// <summary>Null, with the problems named, where the file as a whole is not one that can be read.</summary>
    public static async Task<ImportFile?> ReadAsync(
        HttpRequest request, JsonSerializerOptions options, DateOnly lastDay, List<ErrorDetail> problems,
        CancellationToken ct)
    {
        var sent = request.GetTypedHeaders().ContentType;
        var isUtf8 = sent?.Charset.Value is null or ""
            || sent.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        var type = isUtf8 ? sent?.MediaType.Value : null;
        if (string.Equals(type, "text/csv", StringComparison.OrdinalIgnoreCase))
        {
            var table = await CsvTransactions.ReadAsync(request.Body, lastDay, RowsMax, problems, ct);
            return table is null ? null : new("csv", table.Rows, ImportedBelongings.None, table.Ignored);
        }

        if (!string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            const int status = StatusCodes.Status415UnsupportedMediaType;
            throw new RefusedException(
                status, Error.For(status, "Send the import as application/json or text/csv, in UTF-8."));
        }

        try
        {
            var given = await JsonBody.ReadFromJsonAsync(
                request, (JsonTypeInfo<ImportDocument>)options.GetTypeInfo(typeof(ImportDocument)));
            if (given is null)
            {
                problems.Add(new("REQUIRED", "The body must be the file of an export.", "body"));
            }

            return given?.Unwrapped(problems) is { } document
                ? Of(document, options, lastDay, problems)
                : null;
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException(wrong.Message, wrong);
        }
    }

    private static ImportFile? Of(
        ImportDocument document, JsonSerializerOptions options, DateOnly lastDay, List<ErrorDetail> problems)
    {
        foreach (var (name, count) in new[]
        {
            ("transactions", document.Transactions?.Count), ("dividends", document.Dividends?.Count),
            ("watchlist", document.Watchlist?.Count), ("prices", document.Prices?.Count),
        })
        {
            if (count > RowsMax)
            {
                problems.Add(new("TOO_MANY", $"An import takes at most {RowsMax} {name}.", name));
            }
        }

        if (problems.Count > 0 || ImportedBelongings.Of(document, problems) is not { } belongings)
        {
            return null;
        }

        var type = (JsonTypeInfo<TransactionFields>)options.GetTypeInfo(typeof(TransactionFields));
        var rows = (document.Transactions ?? []).Select((row, i) => BatchRow.Read(i, row, type, lastDay)).ToList();
        foreach (var again in rows.Where(row => row.DividendId is not null).GroupBy(row => row.DividendId)
            .SelectMany(same => same.Skip(1)))
        {
            again.Refuse(new("INVALID", $"{again.Place}.dividend_id: another row settles the same dividend.",
                $"{again.Place}.dividend_id"));
        }

        var ids = rows.Where(row => row.ExportedId is not null).DistinctBy(row => row.ExportedId)
            .ToDictionary(row => row.ExportedId!.Value, row => row.Id);
        foreach (var row in rows)
        {
            row.Follow(ids);
        }

        return new("json", rows, belongings, []);
    }
}
