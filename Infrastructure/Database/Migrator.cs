using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <param name="Files">Names of the files applied now.</param>
/// <param name="Access">Whether policies and grants were made anew.</param>
/// <param name="HasChanged">False where all was as it should be, roles included.</param>
internal readonly record struct MigrationOutcome(IReadOnlyList<string> Files, bool Access, bool HasChanged);

/// <summary>
/// Brings roles, schema, policies and grants to what this program needs. Forward only; any number of instances may do
/// it at once: one works, the others wait and then find nothing to do. Where all is up to date it costs one query.
/// </summary>
internal sealed partial class Migrator(
    ConnectionStrings logins,
    ILogger<Migrator> logger,
    IReadOnlyList<Migration>? migrations = null,
    IReadOnlyList<TableAccess>? tables = null)
{
    private const int RoleAttemptsMax = 20;

    // Any number serves, as long as every release uses the same one.
    private const string TakeLock = "select pg_advisory_lock(5063771245091237)";

    // A lost client must not keep the lock while a statement of it goes on.
    private const string SetUpSession =
        "reset role; set statement_timeout = 0; set lock_timeout = 0; set client_connection_check_interval = '1s'";

    private const string SetRoleFacts =
        """
        select set_config('pt.api_role', $1, true), set_config('pt.api_verifier', $2, true),
            set_config('pt.job_verifier', $3, true), set_config('pt.set_logins', $4, true)
        """;

    // Off: a query that a policy would silently empty is an error instead, also for the owner of a forced table.
    private const string BeginFile =
        "set local role pt_owner; set local lock_timeout = '5s'; set local row_security = off";
    private const string BeginBookkeeping = "set local role pt_owner; set local row_security = on";
    private const string InsertFile = "insert into pt.schema_migrations (version, name, sha256) values ($1, $2, $3)";
    private const string UpsertMark =
        """
        insert into pt.schema_marks as m (name, sha256) values ($1, $2)
        on conflict (name) do update set sha256 = excluded.sha256, applied_at = clock_timestamp()
        where m.sha256 <> excluded.sha256
        """;

    private const string SetManifest =
        "select set_config('pt.manifest', $1, true), set_config('lock_timeout', '5s', true)";

    private readonly IReadOnlyList<Migration> migrations = migrations ?? Migration.Embedded;
    private readonly string manifest = AccessManifest.ToJson(tables ?? AccessManifest.Tables);
    private readonly string rolesSql = Migration.ReadSql("roles.sql");
    private readonly string accessSql = Migration.ReadSql("access.sql");

    private string RolesHash => Migration.Hash(logins.ApiRole + rolesSql);

    private string AccessHash => Migration.Hash(manifest + accessSql);

    /// <param name="setLogins">Set the passwords of the API's and the jobs' login even if they exist.</param>
    public async Task<MigrationOutcome> RunAsync(bool setLogins, CancellationToken ct)
    {
        await using var source = DatabasePools.Create(logins.Migration, "migration");
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(ct);
        RequireVersion(connection.PostgreSqlVersion);

        if (!setLogins && await MigrationHistory.ReadAsync(connection, ct) is { } before && IsCurrent(before))
        {
            return new([], Access: false, HasChanged: false);
        }

        await ExecuteAsync(connection, SetUpSession, ct);
        await ExecuteAsync(connection, TakeLock, ct);
        await EnsureRolesAsync(connection, setLogins, ct);
        await InTransactionAsync(connection, BeginBookkeeping, Migration.ReadSql("bookkeeping.sql"), null, ct);

        var history = await MigrationHistory.ReadAsync(connection, ct)
            ?? throw new MigrationRefused("The login for migrations may not become pt_owner. Grant pt_owner to it.");
        await ExecuteAsync(connection, "reset role", ct);
        var pending = history.Pending(migrations);

        foreach (var migration in pending)
        {
            await InTransactionAsync(connection, BeginFile, migration.Sql, FileRow(migration), ct);
            LogApplied(migration.Name);
        }

        var access = pending.Count > 0 || history.Marks.GetValueOrDefault("access") != AccessHash;
        if (access)
        {
            await ApplyAccessAsync(connection, ct);
        }

        await InTransactionAsync(connection, BeginBookkeeping, null, Mark("roles", RolesHash), ct);
        return new([.. pending.Select(migration => migration.Name)], access, HasChanged: true);
    }

    internal static void RequireVersion(Version server)
    {
        if (server.Major < 15)
        {
            throw new MigrationRefused($"The server is PostgreSQL {server}; version 15 or newer is needed.");
        }
    }

    private bool IsCurrent(MigrationHistory history) =>
        history.Pending(migrations).Count == 0
        && history.Marks.GetValueOrDefault("roles") == RolesHash
        && history.Marks.GetValueOrDefault("access") == AccessHash;

    private async Task EnsureRolesAsync(NpgsqlConnection connection, bool setLogins, CancellationToken ct)
    {
        var api = logins.ApiPassword is { } apiPassword ? ScramVerifier.Make(apiPassword) : "";
        var job = logins.JobPassword is { } jobPassword ? ScramVerifier.Make(jobPassword) : "";
        NpgsqlBatchCommand Facts() => new(SetRoleFacts)
        {
            Parameters = { Text(logins.ApiRole), Text(api), Text(job), Text(setLogins ? "on" : "off") },
        };

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await ExecuteAsync(connection, Facts(), ct);
                await ExecuteAsync(connection, rolesSql, ct);
                await transaction.CommitAsync(ct);
                return;
            }
            catch (PostgresException collision) when (attempt < RoleAttemptsMax && collision.SqlState is
                PostgresErrorCodes.InternalError // "tuple concurrently updated"
                or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateObject
                or PostgresErrorCodes.DeadlockDetected)
            {
                // Roles belong to the cluster, and the lock only to this database.
                await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), ct);
            }
        }
    }

    private async Task ApplyAccessAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, new NpgsqlBatchCommand(SetManifest) { Parameters = { Text(manifest) } }, ct);
        await ExecuteAsync(connection, accessSql, ct);
        await ExecuteAsync(connection, BeginBookkeeping, ct);
        await ExecuteAsync(connection, Mark("access", AccessHash), ct);
        await transaction.CommitAsync(ct);
        LogAccess();
    }

    private static async Task InTransactionAsync(
        NpgsqlConnection connection, string begin, string? sql, NpgsqlBatchCommand? row, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, begin, ct);
        if (sql is not null)
        {
            await ExecuteAsync(connection, sql, ct);
        }

        if (row is not null)
        {
            await ExecuteAsync(connection, BeginBookkeeping, ct);
            await ExecuteAsync(connection, row, ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static NpgsqlBatchCommand FileRow(Migration file) => new(InsertFile)
    {
        Parameters = { new NpgsqlParameter<int> { TypedValue = file.Version }, Text(file.Name), Text(file.Sha256) },
    };

    private static NpgsqlBatchCommand Mark(string name, string hash) =>
        new(UpsertMark) { Parameters = { Text(name), Text(hash) } };

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await batch.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Migration {Name} applied.")]
    private partial void LogApplied(string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "Policies and grants made equal to the access manifest.")]
    private partial void LogAccess();
}
