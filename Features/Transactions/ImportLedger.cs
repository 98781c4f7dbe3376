using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using FromQueryAttribute = Microsoft.AspNetCore.Mvc.FromQueryAttribute;

namespace PortfolioTracker.Features.Transactions;

/// <param name="ImportId">To take the import back with; null for a preview.</param>
/// <param name="Source"><c>json</c> or <c>csv</c>.</param>
/// <param name="Storable">The import could be stored as it is.</param>
/// <param name="IgnoredColumns">Of a CSV file: columns that mean nothing here.</param>
/// <param name="Rows">Of a preview: what was found about each transaction.</param>
internal sealed record ImportLedgerReply(
    Guid? ImportId,
    string Source,
    bool Preview,
    bool Storable,
    ImportCounts Found,
    ImportCounts Added,
    IReadOnlyList<string> IgnoredColumns,
    IReadOnlyList<RowOutcome> Rows);

internal sealed record ImportCounts(int Transactions, int Dividends, int Watchlist, int Profile, int Prices);

internal static class ImportLedger
{
    public const int BodyBytesMax = 20 * 1024 * 1024;
    public const int RowsToldMax = 1_000;

    /// <summary>Brings in the file of an export (<c>application/json</c>) or transactions as a table (<c>text/csv</c>),
    /// all of it or nothing. What the user has already stays. With <c>preview=true</c> nothing is stored and each row's
    /// outcome is told.</summary>
    /// <param name="preview">True stores nothing.</param>
    /// <param name="allowDuplicates">Stores also what is in the ledger already, or twice in the file.</param>
    /// <param name="unpriced">Stores also symbols that the market data provider does not know; of an export they are
    /// stored anyway.</param>
    public static async Task<Results<Reply<ImportLedgerReply>, ReplayedReply, UnprocessableEntity<Error>,
        Conflict<Error>>> Handle(
            [TakesBool(Default = false)] string? preview,
            [FromQuery(Name = "allow_duplicates"), TakesBool(Default = false)] string? allowDuplicates,
            [TakesBool(Default = false)] string? unpriced,
            CurrentUser user,
            IdempotencyKey once,
            [FromServices] LedgerWrites ledger,
            [FromServices] UserDatabase database,
            [FromServices] IOptions<JsonOptions> json,
            HttpContext context,
            CancellationToken ct)
    {
        var query = new QueryRules();
        var isPreview = query.Bool("preview", preview, byDefault: false);
        if (await ImportFile.ReadAsync(
            context.Request, allowDuplicates, unpriced, query, json.Value.SerializerOptions, ledger.LastDay, ct)
            is not { } file)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        if (!file.UnpricedIsFine)
        {
            await LedgerBatch.CheckSymbolsAsync(file.Rows, ledger, ct);
        }

        if (!isPreview && LedgerBatch.Refusal(file.Rows, RowsToldMax) is { } invalid)
        {
            return TypedResults.UnprocessableEntity(invalid);
        }

        if (isPreview)
        {
            await using var reading = await database.BeginReadAsync(user, ct);
            await LedgerBatch.CheckLedgerAsync(reading.Connection, user, file.Rows, file.DuplicatesAreFine, ledger, ct);
            return Preview(file);
        }

        return await StoreAsync(file, user, once, ledger, database, context, ct);
    }

    private static async Task<Results<Reply<ImportLedgerReply>, ReplayedReply, UnprocessableEntity<Error>,
        Conflict<Error>>> StoreAsync(
            ImportFile file,
            CurrentUser user,
            IdempotencyKey once,
            LedgerWrites ledger,
            UserDatabase database,
            HttpContext context,
            CancellationToken ct)
    {
        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await once.ReplayAsync(user, transaction, ct) is { } replay)
        {
            return replay;
        }

        var (added, conflict) = await ImportStore.RunAsync(transaction, user, file, ledger, ct);
        if (added is null)
        {
            return TypedResults.Conflict(conflict);
        }

        var reply = new Reply<ImportLedgerReply>(added, $"Transactions imported: {file.Rows.Count}");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        ledger.Changed(user, LedgerBatch.Symbols(file.Rows));
        return reply;
    }

    private static Reply<ImportLedgerReply> Preview(ImportFile file) =>
        new(new(null, file.Source, Preview: true, LedgerBatch.Refusal(file.Rows, rowsMax: 1) is null, file.Found,
                new(0, 0, 0, 0, 0), file.Ignored, [.. file.Rows.Select(row => row.Outcome)]),
            "Nothing was stored: this is a preview");
}
