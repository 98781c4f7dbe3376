using Npgsql;

namespace PortfolioTracker.Infrastructure.Jobs;

internal sealed partial class JobRuns
{
    private const string Columns =
        """
        job, run_key, status, epoch, items_done, items_deferred, items_failed, error, started_at, heartbeat_at,
        finished_at, id, items_total, cancel_requested_at is not null
        """;

    private const string SelectRun = $"select {Columns} from pt.job_runs where job = $1 and run_key = $2";

    private const string SelectById = $"select {Columns} from pt.job_runs where id = $1";

    private const string SelectRecent =
        $"select {Columns} from pt.job_runs where job = $1 order by started_at desc limit $2";

    private const string SelectSilence =
        """
        select extract(epoch from clock_timestamp() - max(heartbeat_at))::float8
        from pt.job_runs
        where job = $1 and status = 'running'
        """;

    public async Task<JobRun?> ReadAsync(string job, string runKey, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await RowsAsync(new(SelectRun, connection) { Parameters = { In(job), In(runKey) } }, ct))
            .FirstOrDefault();
    }

    /// <summary>Null where there is no such run.</summary>
    public async Task<JobRun?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return (await RowsAsync(new(SelectById, connection) { Parameters = { In(id) } }, ct)).FirstOrDefault();
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
                    row.IsDBNull(10) ? null : row.GetDateTime(10),
                    row.GetGuid(11),
                    row.IsDBNull(12) ? null : row.GetInt32(12),
                    row.GetBoolean(13)));
            }

            return runs;
        }
    }
}
