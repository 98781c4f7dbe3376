using System.Threading.Channels;
using Npgsql;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.Caching;

internal sealed partial class StoredDocuments
{
    private const string StoreDocument =
        """
        update pt.complete_documents
        set builder = null, claimed_until = null, claimed_version = null, created_at = clock_timestamp(),
            ledger_version = $4, market_keys = $5, market_version = $6, completeness = $7, expires_at = $8, body = $9
        where user_id = $1 and variant = $2 and builder = $3 and claimed_version = $4
        """;

    private const string DeleteOld =
        "delete from pt.complete_documents where user_id = $1 and created_at < now() - interval '1 day'";

    private const int WaitingMax = 64;

    private readonly Channel<Job> waiting = Channel.CreateBounded<Job>(WaitingMax);

    /// <summary>Stores the document soon, beside the answer to whoever waits for it.</summary>
    public async ValueTask KeepAsync(CurrentUser user, string variant, long ledgerVersion, CompleteDocument document)
    {
        var job = new Job(user, variant, ledgerVersion, document);
        if (!waiting.Writer.TryWrite(job))
        {
            await StoreAsync(job, CancellationToken.None);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await StoreAsync(job, stoppingToken);
        }
    }

    private async Task StoreAsync(Job job, CancellationToken ct)
    {
        var basis = job.Document.Basis;
        try
        {
            await using var transaction = await database.BeginWriteAsync(job.User, ct);
            await using var batch = new NpgsqlBatch(transaction.Connection);
            batch.BatchCommands.Add(new(StoreDocument)
            {
                Parameters =
                {
                    In(job.User.Id), In(edition + job.Variant), In(builder), In(job.LedgerVersion),
                    In<string[]>([.. basis.MarketKeys]), In(basis.ArchiveVersion), In(basis.Completeness),
                    In(basis.ExpiresAt.UtcDateTime), In(CompleteDocumentSerializer.Compress(job.Document)),
                },
            });
            batch.BatchCommands.Add(new(DeleteOld) { Parameters = { In(job.User.Id) } });
            await batch.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // The answer has gone out; the next reader builds again.
            LogNotStored(log, failure.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A built document could not be stored: {Kind}.")]
    private static partial void LogNotStored(ILogger log, string kind);

    private sealed record Job(CurrentUser User, string Variant, long LedgerVersion, CompleteDocument Document);
}
