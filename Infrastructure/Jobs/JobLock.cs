using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>
/// One process at a time works at a job: a session lock of PostgreSQL on a connection of its own, outside of any pool
/// and pooler. The lock goes when the process dies; that of one that is frozen is taken from it by ending its session.
/// </summary>
internal sealed class JobLock : IAsyncDisposable
{
    // Two numbers name a lock: this program's jobs, and the job.
    private const int Space = 506_377;

    private const string TryTake = "select pg_try_advisory_lock($1, hashtext($2))";

    private const string EndHolder =
        """
        select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and classid = $1::int::oid and objid = hashtext($2)::oid and objsubid = 2
            and database = (select oid from pg_database where datname = current_database()) and granted
        """;

    private const string SelectHolder =
        """
        select a.backend_start from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.classid = $1::int::oid and l.objid = hashtext($2)::oid and l.objsubid = 2
            and l.database = (select oid from pg_database where datname = current_database()) and l.granted
        """;

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection connection;
    private readonly string job;

    private JobLock(NpgsqlDataSource source, string job) =>
        (this.source, connection, this.job) = (source, source.CreateConnection(), job);

    /// <summary>A session from which the lock can be tried.</summary>
    public static async Task<JobLock> OpenAsync(ConnectionStrings logins, string job, CancellationToken ct)
    {
        var login = new NpgsqlConnectionStringBuilder(logins.Listen) { ApplicationName = "portfoliotracker-job-lock" };
        var session = new JobLock(DatabasePools.Create(login.ConnectionString, "job lock"), job);
        try
        {
            await session.connection.OpenAsync(ct);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> TryAsync(CancellationToken ct) => await ScalarAsync(TryTake, ct) is true;

    /// <summary>Takes the lock from whoever holds it. The other session's open transaction is rolled back.</summary>
    public Task EndHolderAsync(CancellationToken ct) => ScalarAsync(EndHolder, ct);

    /// <summary>When the session that holds the lock began; null where none holds it.</summary>
    public async Task<DateTime?> HeldSinceAsync(CancellationToken ct) =>
        await ScalarAsync(SelectHolder, ct) as DateTime?;

    /// <summary>Fails where the session is lost, and with it the lock.</summary>
    public Task ProveAsync(CancellationToken ct) => ScalarAsync("select $1, $2", ct);

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = Space },
                new NpgsqlParameter<string> { TypedValue = job },
            },
        };
        return await command.ExecuteScalarAsync(ct);
    }
}
