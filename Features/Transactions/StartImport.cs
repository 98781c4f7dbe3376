using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;
using FromQueryAttribute = Microsoft.AspNetCore.Mvc.FromQueryAttribute;

namespace PortfolioTracker.Features.Transactions;

/// <param name="JobId">For <c>/api/jobs</c>: how far it is, what came of it, and how to stop it.</param>
/// <param name="Source"><c>json</c> or <c>csv</c>.</param>
internal sealed record StartImportReply(Guid JobId, string Source, ImportCounts Found);

internal static class StartImport
{
    private const string Kind = "import";

    /// <summary>As the import, for large files: the file is read and its rows are checked, and the rest goes on behind
    /// the answer. The job's result is what the import answers. Cancelled, it leaves nothing behind.</summary>
    /// <param name="allowDuplicates">Stores also what is in the ledger already, or twice in the file.</param>
    /// <param name="unpriced">Stores also symbols that the market data provider does not know; of an export they are
    /// stored anyway.</param>
    public static async Task<Results<Reply<StartImportReply>, ReplayedReply, UnprocessableEntity<Error>,
        Conflict<Error>>> Handle(
            [FromQuery(Name = "allow_duplicates"), TakesBool(Default = false)] string? allowDuplicates,
            [TakesBool(Default = false)] string? unpriced,
            CurrentUser user,
            IdempotencyKey once,
            [FromServices] LedgerWrites ledger,
            [FromServices] UserJobs jobs,
            [FromServices] UserDatabase database,
            [FromServices] IOptions<JsonOptions> json,
            HttpContext context,
            CancellationToken ct)
    {
        var query = new QueryRules();
        var options = json.Value.SerializerOptions;
        if (await ImportFile.ReadAsync(
            context.Request, allowDuplicates, unpriced, query, options, ledger.LastDay, ct) is not { } file)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        if (LedgerBatch.Refusal(file.Rows, ImportLedger.RowsToldMax) is { } invalid)
        {
            return TypedResults.UnprocessableEntity(invalid);
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await once.ReplayAsync(user, transaction, ct) is { } replay)
        {
            return replay;
        }

        if (await UserJobs.BeginAsync(transaction, user, Kind, ct) is not { } id)
        {
            return TypedResults.Conflict(Error.Conflict("An import is under way; wait for it, or cancel its job"));
        }

        var reply = new Reply<StartImportReply>(new(id, file.Source, file.Found), "Import started");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        var type = (JsonTypeInfo<ImportLedgerReply>)options.GetTypeInfo(typeof(ImportLedgerReply));
        _ = jobs.Run(user, id, (progress, c) => WorkAsync(
            file, user, ledger, database, progress, type, c));
        return reply;
    }

    private static async Task WorkAsync(
        ImportFile file,
        CurrentUser user,
        LedgerWrites ledger,
        UserDatabase database,
        UserJobProgress progress,
        JsonTypeInfo<ImportLedgerReply> type,
        CancellationToken ct)
    {
        progress.Total = file.Rows.Count;
        try
        {
            if (!file.UnpricedIsFine)
            {
                await LedgerBatch.CheckSymbolsAsync(file.Rows, ledger, ct);
                Demand(LedgerBatch.Refusal(file.Rows, rowsMax: 1));
            }

            await using var transaction = await database.BeginWriteAsync(user, ct);
            var (added, conflict) = await ImportStore.RunAsync(
                transaction, user, file, ledger, ct, progress.Advance);
            Demand(conflict);
            await UserJobs.EndAsync(transaction, user, progress, JsonSerializer.Serialize(added!, type), ct);
            await transaction.CommitAsync(ct);
        }
        catch
        {
            progress.TakeBack();
            throw;
        }

        ledger.Changed(user, LedgerBatch.Symbols(file.Rows));
    }

    private static void Demand(Error? refusal)
    {
        if (refusal is not null)
        {
            throw new UserJobRefused(refusal.Message);
        }
    }
}
