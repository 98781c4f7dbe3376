using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>The runs of jobs in the database: one row a job and key. Every write of a run first checks, in the same
/// transaction and with the row locked, that the run is still this process's own. Instants are the database's, so that
/// instances need not agree on the time.</summary>
internal sealed partial class JobRuns(JobDatabase database)
{
    private const string TakeRun =
        """
        insert into pt.job_runs as r (job, run_key, started_at, heartbeat_at)
        values ($1, $2, clock_timestamp(), clock_timestamp())
        on conflict (job, run_key) do update
        set epoch = r.epoch + 1, status = 'running', heartbeat_at = excluded.heartbeat_at, error = null,
            finished_at = null
        where r.status not in ('done', 'cancelled')
        returning epoch, progress, items_done, items_deferred, items_failed
        """;

    private const string ReopenCancelled =
        """
        update pt.job_runs set status = 'failed', cancel_requested_at = null
        where job = $1 and run_key = $2 and status = 'cancelled'
        """;

    private const string RequestCancel =
        """
        update pt.job_runs set cancel_requested_at = clock_timestamp()
        where id = $1 and status = 'running' and cancel_requested_at is null
        """;

    private const string UpdateProgress =
        """
        update pt.job_runs
        set progress = $4, items_done = $5, items_deferred = $6, items_failed = $7, items_total = $8,
            heartbeat_at = clock_timestamp()
        where job = $1 and run_key = $2 and epoch = $3 and status = 'running'
        returning cancel_requested_at is not null
        """;

    private const string UpdateHeartbeat =
        """
        update pt.job_runs set heartbeat_at = clock_timestamp()
        where job = $1 and run_key = $2 and epoch = $3 and status = 'running'
        returning cancel_requested_at is not null
        """;

    private const string UpdateEnd =
        """
        update pt.job_runs
        set status = $4, error = $5, heartbeat_at = clock_timestamp(), finished_at = clock_timestamp()
        where job = $1 and run_key = $2 and epoch = $3 and status = 'running'
        returning false
        """;

    private const int ErrorCharactersMax = 500;

    /// <summary>Asks whoever is at the run to stop; of a run that is not under way nothing changes.</summary>
    public async Task CancelAsync(Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenForWorkAsync(ct);
        await using var cancel = new NpgsqlCommand(RequestCancel, connection) { Parameters = { In(id) } };
        await cancel.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Lets a run that was cancelled be taken up again, where it stopped.</summary>
    public async Task ReopenAsync(string job, string runKey, CancellationToken ct)
    {
        await using var connection = await database.OpenForWorkAsync(ct);
        await using var reopen = new NpgsqlCommand(ReopenCancelled, connection)
        {
            Parameters = { In(job), In(runKey) },
        };
        await reopen.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes the run, new or left behind by somebody else; null where it is over.</summary>
    public async Task<JobClaim?> TakeAsync(string job, string runKey, CancellationToken ct)
    {
        await using var connection = await database.OpenForWorkAsync(ct);
        await using var take = new NpgsqlCommand(TakeRun, connection)
        {
            Parameters = { In(job), In(runKey) },
        };
        await using var row = await take.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new(job, runKey, row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3),
                row.GetFieldValue<string[]>(4))
            : null;
    }

    /// <summary>Writes down how far the run is, and what belongs to it, in one transaction.</summary>
    /// <exception cref="JobSuperseded">The run is somebody else's now; nothing was written.</exception>
    /// <exception cref="JobCancelled">The run is to stop; nothing was written.</exception>
    public async Task AdvanceAsync(
        JobClaim claim, Func<NpgsqlConnection, Task> write, CancellationToken ct)
    {
        await using var connection = await database.OpenForWorkAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await FencedAsync(connection, UpdateProgress, claim, ct, In(claim.Progress), In(claim.Done),
            In(claim.Deferred), In<string[]>([.. claim.Failed]),
            new NpgsqlParameter<int?> { TypedValue = claim.Total });
        await write(connection);
        await transaction.CommitAsync(ct);
    }

    public async Task BeatAsync(JobClaim claim, CancellationToken ct)
    {
        await using var connection = await database.OpenForWorkAsync(ct);
        await FencedAsync(connection, UpdateHeartbeat, claim, ct);
    }

    /// <param name="status"><c>done</c>, <c>failed</c> or <c>cancelled</c>.</param>
    /// <param name="error">Of a failed run.</param>
    public async Task EndAsync(JobClaim claim, string status, string? error, CancellationToken ct)
    {
        await using var connection = await database.OpenForWorkAsync(ct);
        var told = error is { Length: > ErrorCharactersMax } ? error[..ErrorCharactersMax] : error;
        await FencedAsync(connection, UpdateEnd, claim, ct, In(status),
            new NpgsqlParameter<string?> { TypedValue = told });
    }

    private static async Task FencedAsync(
        NpgsqlConnection connection, string sql, JobClaim claim, CancellationToken ct, params NpgsqlParameter[] more)
    {
        await using var update = new NpgsqlCommand(sql, connection)
        {
            Parameters = { In(claim.Job), In(claim.RunKey), In(claim.Epoch) },
        };
        update.Parameters.AddRange(more);
        if (await update.ExecuteScalarAsync(ct) is not bool isToStop)
        {
            throw new JobSuperseded(claim);
        }

        if (isToStop)
        {
            throw new JobCancelled(claim);
        }
    }

    private static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };
}
