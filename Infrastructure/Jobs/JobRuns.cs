using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>The runs of jobs in the database: one row a job and key. Every write of a run first checks, in the same
/// transaction and with the row locked, that the run is still this process's own. Instants are the database's, so that
/// instances need not agree on the time.</summary>
internal sealed class JobRuns(JobDatabase database)
{
    private const string Columns =
        """
        job, run_key, status, epoch, items_done, items_deferred, items_failed, error, started_at, heartbeat_at,
        finished_at
        """;

    private const string SelectRun = $"select {Columns} from pt.job_runs where job = $1 and run_key = $2";

    private const string SelectRecent =
        $"select {Columns} from pt.job_runs where job = $1 order by started_at desc limit $2";

    private const string TakeRun =
        """
        insert into pt.job_runs as r (job, run_key, started_at, heartbeat_at)
        values ($1, $2, clock_timestamp(), clock_timestamp())
        on conflict (job, run_key) do update
        set epoch = r.epoch + 1, status = 'running', heartbeat_at = excluded.heartbeat_at, error = null,
            finished_at = null
        where r.status <> 'done'
        returning epoch, progress, items_done, items_deferred, items_failed
        """;

    private const string UpdateProgress =
        """
        update pt.job_runs
        set progress = $4, items_done = $5, items_deferred = $6, items_failed = $7,
            heartbeat_at = clock_timestamp()
        where job = $1 and run_key = $2 and epoch = $3 and status = 'running'
        """;

    private const string UpdateHeartbeat =
        """
        update pt.job_runs set heartbeat_at = clock_timestamp()
        where job = $1 and run_key = $2 and epoch = $3 and status = 'running'
        """;

    private const string SelectSilence =
        """
        select extract(epoch from clock_timestamp() - max(heartbeat_at))::float8
        from pt.job_runs
        where job = $1 and status = 'running'
        """;

    private const string UpdateEnd =
        """
        update pt.job_runs
        set status = $4, error = $5, heartbeat_at = clock_timestamp(), finished_at = clock_timestamp()
        where job = $1 and run_key = $2 and epoch = $3 and status = 'running'
        """;

    private const int ErrorCharactersMax = 500;

    public async Task<JobRun?> ReadAsync(string job, string runKey, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await RowsAsync(new(SelectRun, connection) { Parameters = { In(job), In(runKey) } }, ct))
            .FirstOrDefault();
    }

    /// <summary>The latest runs, the newest first.</summary>
    public async Task<IReadOnlyList<JobRun>> RecentAsync(string job, int count, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await RowsAsync(new(SelectRecent, connection) { Parameters = { In(job), In(count) } }, ct);
    }

    /// <summary>How long ago whoever works at the job gave the last sign of life; null where no run is under way.
    /// </summary>
    public async Task<TimeSpan?> SilenceAsync(string job, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var select = new NpgsqlCommand(SelectSilence, connection) { Parameters = { In(job) } };
        return await select.ExecuteScalarAsync(ct) is double seconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Takes the run, new or left behind by somebody else; null where it is done.</summary>
    public async Task<JobClaim?> TakeAsync(string job, string runKey, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
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
    public async Task AdvanceAsync(
        JobClaim claim, Func<NpgsqlConnection, Task> write, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await FencedAsync(connection, UpdateProgress, claim, ct, In(claim.Progress), In(claim.Done),
            In(claim.Deferred), In<string[]>([.. claim.Failed]));
        await write(connection);
        await transaction.CommitAsync(ct);
    }

    public async Task BeatAsync(JobClaim claim, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await FencedAsync(connection, UpdateHeartbeat, claim, ct);
    }

    /// <param name="error">Null where the run is done.</param>
    public async Task EndAsync(JobClaim claim, string? error, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var told = error is { Length: > ErrorCharactersMax } ? error[..ErrorCharactersMax] : error;
        await FencedAsync(connection, UpdateEnd, claim, ct, In(error is null ? "done" : "failed"),
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
        if (await update.ExecuteNonQueryAsync(ct) == 0)
        {
            throw new JobSuperseded(claim);
        }
    }

    private static async Task<List<JobRun>> RowsAsync(NpgsqlCommand select, CancellationToken ct)
    {
        await using (select)
        {
            await using var row = await select.ExecuteReaderAsync(ct);
            var runs = new List<JobRun>();
            while (await row.ReadAsync(ct))
            {
                runs.Add(new(
                    row.GetString(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.GetInt64(3),
                    row.GetInt32(4),
                    row.GetInt32(5),
                    row.GetFieldValue<string[]>(6),
                    row.IsDBNull(7) ? null : row.GetString(7),
                    row.GetDateTime(8),
                    row.GetDateTime(9),
                    row.IsDBNull(10) ? null : row.GetDateTime(10)));
            }

            return runs;
        }
    }

    private static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };
}
