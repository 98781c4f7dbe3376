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
            await StoreAsync(job);
        }
    }

    /// <summary>When the process stops, what has been answered is stored all the same: its claim would keep the next
    /// instance waiting.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stopping = stoppingToken.Register(() => waiting.Writer.TryComplete());
        await foreach (var job in waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (!await StoreAsync(job) && stoppingToken.IsCancellationRequested)
            {
                return; // The database is away: nobody waits for it to come back.
            }
        }
    }

    /// <summary>False where the database would not take it.</summary>
    private async Task<bool> StoreAsync(Job job)
    {
        var basis = job.Document.Basis;
        try
        {
            await using var transaction = await database.BeginWriteAsync(job.User, CancellationToken.None);
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
            await batch.ExecuteNonQueryAsync();
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (Exception failure)
        {
            // The answer has gone out; the next reader builds again.
            LogNotStored(log, failure.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A built document could not be stored: {Kind}.")]
    private static partial void LogNotStored(ILogger log, string kind);

    private sealed record Job(CurrentUser User, string Variant, long LedgerVersion, CompleteDocument Document);
}
