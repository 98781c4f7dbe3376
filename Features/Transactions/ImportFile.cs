using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <summary>What was read of an import.</summary>
/// <param name="Source"><c>json</c> or <c>csv</c>.</param>
internal sealed record ImportFile(
    string Source, IReadOnlyList<BatchRow> Rows, ImportedBelongings Belongings, IReadOnlyList<string> Ignored)
{
    /// <summary>The rows kept the rules once, so that a symbol without prices is no slip of the pen.</summary>
    public bool IsExport => Source == "json";

    public ImportCounts Found =>
        new(Rows.Count, Belongings.Dividends.Count, Belongings.Watchlist.Count, Belongings.Profile is null ? 0 : 1);

    public static ImportFile? Of(
        ImportDocument document, JsonSerializerOptions options, DateOnly lastDay, int rowsMax,
        List<ErrorDetail> problems)
    {
        foreach (var (name, count) in new[]
        {
            ("transactions", document.Transactions?.Count), ("dividends", document.Dividends?.Count),
            ("watchlist", document.Watchlist?.Count),
        })
        {
            if (count > rowsMax)
            {
                problems.Add(new("TOO_MANY", $"An import takes at most {rowsMax} {name}.", name));
            }
        }

        var belongings = ImportedBelongings.Of(document);
        if (problems.Count == 0)
        {
            belongings.Check(problems);
        }

        if (problems.Count > 0)
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

        return new("json", rows, belongings, []);
    }
}
