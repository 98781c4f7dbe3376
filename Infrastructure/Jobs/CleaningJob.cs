using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>Every night, deletes what nobody can ask for any more: answers to idempotency keys, and built documents,
/// older than a day.</summary>
internal sealed class CleaningJob(JobRuns runs, JobDatabase database)
{
    public const string Name = "cleanup";

    // So many at once, that no statement runs for long.
    private const string DeleteKeys =
        """
        delete from pt.idempotency_keys
        where ctid = any(array(
            select ctid from pt.idempotency_keys where created_at < now() - interval '24 hours' limit 5000))
        """;

    private const string DeleteDocuments =
        """
        delete from pt.complete_documents
        where ctid = any(array(
            select ctid from pt.complete_documents where created_at < now() - interval '24 hours' limit 500))
        """;

    public async Task RunAsync(JobClaim claim, CancellationToken ct)
    {
        foreach (var sql in (string[])[DeleteKeys, DeleteDocuments])
        {
            for (var rows = 1; rows > 0;)
            {
                await using (var connection = await database.OpenForWorkAsync(ct))
                await using (var command = new NpgsqlCommand(sql, connection))
                {
                    rows = await command.ExecuteNonQueryAsync(ct);
                }

                claim = claim with { Done = claim.Done + rows };
                await runs.AdvanceAsync(claim, _ => Task.CompletedTask, ct);
            }
        }
    }
}
