using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The three logins, as connection strings: one privileged for migrations, the API's, and the jobs'.</summary>
/// <param name="ApiRole">The database role of <paramref name="Api"/>, without a pooler's suffix.</param>
/// <param name="ApiPassword">Null: nothing is asked (trust, peer), and the role's password is left alone.</param>
/// <param name="Work">The jobs' login again, for what nobody waits for: its statements may take minutes.</param>
/// <param name="Listen">One connection outside of any pool, to wait for notifications.</param>
internal sealed record ConnectionStrings(
    string Migration, string Api, string ApiRole, string? ApiPassword, string Job, string? JobPassword, string Work,
    string Listen)
{
    public const string JobRole = "pt_job";

    /// <summary>So long a connection is waited for, and a server that does not take a cancellation.</summary>
    private const int OpenSeconds = 2;

    /// <summary>So long the first byte of an answer is waited for, where somebody waits. With the time in which the
    /// driver tries to cancel at a server that stands still, a request is answered after five seconds.</summary>
    private const int AnswerSeconds = 3;

    // Milliseconds; a server that does not answer the statement will not answer its cancellation either.
    private const int CancellationMilliseconds = 500;

    /// <summary>A record would print its passwords.</summary>
    public override string ToString() => nameof(ConnectionStrings);

    /// <exception cref="FormatException">The text cannot be read; the message says how to mend it.</exception>
    public static ConnectionStrings From(DatabaseOptions options)
    {
        var url = ConnectionUrl.Parse(options.Url ?? "", "DATABASE_URL");
        var privileged = options.MigrationUrl is { } migrationUrl
            ? ConnectionUrl.Parse(migrationUrl, "DATABASE_MIGRATION_URL")
            : url;
        var key = string.IsNullOrEmpty(privileged.Password) ? null : privileged.Password;
        var api = new NpgsqlConnectionStringBuilder(url.ConnectionString);

        if (options.MigrationUrl is null)
        {
            Become(api, "pt_api", key);
        }
        else
        {
            RefuseUnusable(api, privileged);
        }

        var job = new NpgsqlConnectionStringBuilder(privileged.ConnectionString);
        Become(job, JobRole, key);

        return new(
            Migration: Migrations(privileged),
            Api: Requests(api, options),
            ApiRole: RoleOf(api.Username!).Role,
            ApiPassword: string.IsNullOrEmpty(api.Password) ? null : api.Password,
            Job: Jobs(job),
            JobPassword: job.Password,
            Work: Works(job),
            Listen: Listening(job));
    }

    /// <summary>
    /// The password of a role that the migrator makes. Every instance with the same privileged password finds the
    /// same one, and nobody finds the privileged one from it.
    /// </summary>
    public static string DerivePassword(string key, string role) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"portfoliotracker/{role}")));

    /// <summary>Poolers take the tenant as a suffix: <c>postgres.project</c> is the role <c>postgres</c>.</summary>
    private static (string Role, string Suffix) RoleOf(string username)
    {
        var dot = username.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (username, "") : (username[..dot], username[dot..]);
    }

    private static void Become(NpgsqlConnectionStringBuilder login, string role, string? key)
    {
        login.Username = role + RoleOf(login.Username!).Suffix;
        login.Password = key is null ? null : DerivePassword(key, role);
    }

    private static void RefuseUnusable(NpgsqlConnectionStringBuilder api, NpgsqlConnectionStringBuilder privileged)
    {
        if (RoleOf(api.Username!).Role is var role && role is JobRole or "pt_owner" or "pt_engine" or "authenticated"
            || role == RoleOf(privileged.Username!).Role)
        {
            throw new FormatException(
                $"DATABASE_URL names the user {role}. Beside DATABASE_MIGRATION_URL it must name a login of the API's "
                + "own, such as pt_api; it is made if it does not exist.");
        }

        // SCRAM prepares other characters in ways that depend on the client's Unicode tables.
        if (api.Password is { } password && !Ascii.IsValid(password))
        {
            throw new FormatException(
                "The password in DATABASE_URL must consist of ASCII characters when DATABASE_MIGRATION_URL is given.");
        }
    }

    private static string Requests(NpgsqlConnectionStringBuilder login, DatabaseOptions options)
    {
        login.ApplicationName ??= "portfoliotracker";
        login.MaxPoolSize = options.PoolSizeMax;
        login.MinPoolSize = Math.Min(2, options.PoolSizeMax);
        login.Timeout = OpenSeconds;
        login.CommandTimeout = AnswerSeconds;
        login.CancellationTimeout = CancellationMilliseconds;
        // Behind a transaction pooler the next statement may meet another server connection: nothing may stay there.
        login.MaxAutoPrepare = options.HasTransactionPooler ? 0 : 100;
        login.NoResetOnClose = options.HasTransactionPooler;
        return Pooled(login);
    }

    private static string Jobs(NpgsqlConnectionStringBuilder job)
    {
        var login = OfJobs(job, "portfoliotracker-jobs", OpenSeconds, AnswerSeconds);
        login.CancellationTimeout = CancellationMilliseconds;
        return Pooled(login);
    }

    private static string Works(NpgsqlConnectionStringBuilder job) =>
        Pooled(OfJobs(job, "portfoliotracker-work", openSeconds: 5, answerSeconds: 120));

    private static NpgsqlConnectionStringBuilder OfJobs(
        NpgsqlConnectionStringBuilder job, string name, int openSeconds, int answerSeconds) =>
        new(job.ConnectionString)
        {
            ApplicationName = name,
            MaxPoolSize = 6,
            MinPoolSize = 0,
            Timeout = openSeconds,
            CommandTimeout = answerSeconds,
            MaxAutoPrepare = 50,
        };

    private static string Pooled(NpgsqlConnectionStringBuilder login)
    {
        login.Pooling = true;
        login.AutoPrepareMinUsages = 2;
        login.ConnectionLifetime = 1800;
        login.KeepAlive = 30;
        login.Enlist = false;
        login.IncludeErrorDetail = false;
        return login.ConnectionString;
    }

    private static string Migrations(NpgsqlConnectionStringBuilder privileged) =>
        new NpgsqlConnectionStringBuilder(privileged.ConnectionString)
        {
            ApplicationName = "portfoliotracker-migrations",
            Pooling = false,
            Timeout = 5,
            CommandTimeout = 0,
            KeepAlive = 30,
            MaxAutoPrepare = 0,
            Enlist = false,
        }.ConnectionString;

    private static string Listening(NpgsqlConnectionStringBuilder job) =>
        new NpgsqlConnectionStringBuilder(job.ConnectionString)
        {
            ApplicationName = "portfoliotracker-notifications",
            Pooling = false,
            Timeout = 5,
            KeepAlive = 15,
            Enlist = false,
        }.ConnectionString;
}
