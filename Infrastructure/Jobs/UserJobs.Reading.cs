using Dapper;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.Jobs;

internal sealed partial class UserJobs
{
    private const string Columns =
        """
        id, kind, items_done, items_total, cancel_requested_at IS NOT NULL AS is_cancel_requested,
        CASE WHEN state = 'running' AND heartbeat_at <= clock_timestamp() - interval '1 minute' THEN 'failed'
            ELSE state END AS state,
        CASE WHEN state = 'running' AND heartbeat_at <= clock_timestamp() - interval '1 minute'
            THEN 'The instance that worked at it is gone' ELSE error END AS error,
        result::text AS result, started_at, ended_at
        """;

    private const string SelectJob = $"SELECT {Columns} FROM pt.user_jobs WHERE user_id = @userId AND id = @id";

    private const string SelectLatest =
        $"""
        SELECT {Columns}
        FROM pt.user_jobs
        WHERE user_id = @userId AND kind = @kind
        ORDER BY started_at DESC
        LIMIT 1
        """;

    private const string RequestCancel =
        """
        UPDATE pt.user_jobs
        SET cancel_requested_at = clock_timestamp()
        WHERE user_id = @userId AND id = @id AND state = 'running' AND cancel_requested_at IS NULL
        """;

    /// <summary>Null where the user has no such job.</summary>
    public async Task<UserJob?> FindAsync(CurrentUser user, Guid id, CancellationToken ct)
    {
        await using var transaction = await database.BeginReadAsync(user, ct);
        return await transaction.Connection.QueryFirstOrDefaultAsync<UserJob>(
            SelectJob, new { userId = user.Id, id, ct });
    }

    /// <summary>The job of a kind that was started last; null where none was.</summary>
    public async Task<UserJob?> LatestAsync(CurrentUser user, string kind, CancellationToken ct)
    {
        await using var transaction = await database.BeginReadAsync(user, ct);
        return await transaction.Connection.QueryFirstOrDefaultAsync<UserJob>(
            SelectLatest, new { userId = user.Id, kind, ct });
    }

    /// <summary>Asks whoever works at the job to stop; of one that is over nothing changes.</summary>
    public async Task CancelAsync(CurrentUser user, Guid id, CancellationToken ct)
    {
        await using var transaction = await database.BeginWriteAsync(user, ct);
        await transaction.Connection.ExecuteAsync(RequestCancel, new { userId = user.Id, id, ct });
        await transaction.CommitAsync(ct);
    }
}
