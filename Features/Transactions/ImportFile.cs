using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <summary>What was read of an import: the file, and what is asked for with it.</summary>
/// <param name="Source"><c>json</c> or <c>csv</c>.</param>
internal sealed record ImportFile(
    string Source, IReadOnlyList<BatchRow> Rows, ImportedBelongings Belongings, IReadOnlyList<string> Ignored)
{
    private const int RowsMax = 50_000;

    /// <summary>Stores also what is in the ledger already, or twice in the file.</summary>
    public bool DuplicatesAreFine { get; private init; }

    /// <summary>Stores also symbols that the provider does not know. The rows of an export kept the rules once, so that
    /// there it is no slip of the pen.</summary>
    public bool UnpricedIsFine { get; private init; }

    public ImportCounts Found =>
        new(Rows.Count, Belongings.Dividends.Count, Belongings.Watchlist.Count, Belongings.Profile is null ? 0 : 1,
            Belongings.Prices.Count);

    /// <summary>Null, with the problems named, where the file as a whole is not one that can be read.</summary>
    public static async Task<ImportFile?> ReadAsync(
        HttpRequest request, string? allowDuplicates, string? unpriced, QueryRules query,
        JsonSerializerOptions options, DateOnly lastDay, CancellationToken ct)
    {
        var duplicatesAreFine = query.Bool("allow_duplicates", allowDuplicates, byDefault: false);
        var isUnpriced = query.Bool("unpriced", unpriced, byDefault: false);
        var file = query.Problems.Count > 0 ? null : await ReadAsync(request, options, lastDay, query.Problems, ct);
        return query.Problems.Count > 0 || file is null ? null : file with
        {
            DuplicatesAreFine = duplicatesAreFine,
            UnpricedIsFine = isUnpriced || file.Source == "json",
        };
    }

    private static async Task<ImportFile?> ReadAsync(
        HttpRequest request, JsonSerializerOptions options, DateOnly lastDay, List<ErrorDetail> problems,
        CancellationToken ct)
    {
        if (FileBody.IsTable(request, "import"))
        {
            var table = await CsvTransactions.ReadAsync(request.Body, lastDay, RowsMax, problems, ct);
            return table is null ? null : new("csv", table.Rows, ImportedBelongings.None, table.Ignored);
        }

        var given = await FileBody.ReadJsonAsync<ImportDocument>(request, options);
        if (given is null)
        {
            problems.Add(new("REQUIRED", "The body must be the file of an export.", "body"));
        }

        return given?.Unwrapped(problems) is { } document
            ? Of(document, options, lastDay, problems)
            : null;
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
