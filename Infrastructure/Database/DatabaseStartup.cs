using System.Net.Sockets;
using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>
/// Brings the database up to date beside the running HTTP server, however often it takes, and opens the gate.
/// </summary>
internal sealed partial class DatabaseStartup(
    Migrator migrator, DatabasePools pools, DatabaseGate gate, TimeProvider clock, ILogger<DatabaseStartup> logger)
    : BackgroundService
{
    private const string SelectDurability =
        "select current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on'";

    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseRefused = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = PauseMin; !stoppingToken.IsCancellationRequested; pause = Longer(pause))
        {
            try
            {
                await PrepareAsync(stoppingToken);
                gate.Open();
                LogReady();
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Whatever it was, the process answers 503 and tries again: a server may come back, a grant be given.
                var problem = Describe(failure);
                if (problem != gate.Problem)
                {
                    LogNotReady(failure, problem);
                }

                gate.Report(problem);
                await WaitAsync(failure is MigrationRefused ? PauseRefused : pause, stoppingToken);
            }
        }
    }

    /// <summary>Migrates, and opens the first connection of each pool. Both at once: nearly always there is nothing to
    /// migrate, and then nobody should wait for one after the other.</summary>
    internal async Task PrepareAsync(CancellationToken ct)
    {
        var early = IsAdmittedAsync(ct);
        var outcome = await migrator.RunAsync(setLogins: false, ct);
        var isAdmitted = await early;
        if (outcome.HasChanged)
        {
            // What the roles may and how long they may take counts for connections made afterwards.
            pools.Clear();
        }
        else if (isAdmitted)
        {
            return;
        }

        try
        {
            await ProbeAsync(ct);
        }
        catch (PostgresException refused) when (refused.SqlState is
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            // The roles are of the cluster: they may be from before a change of the password, or be missing.
            await migrator.RunAsync(setLogins: true, ct);
            await ProbeAsync(ct);
        }
    }

    private async Task<bool> IsAdmittedAsync(CancellationToken ct)
    {
        try
        {
            await ProbeAsync(ct);
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private Task ProbeAsync(CancellationToken ct) => Task.WhenAll(ProbeJobsAsync(ct), ProbeRequestsAsync(ct));

    private async Task ProbeJobsAsync(CancellationToken ct)
    {
        await using var job = await pools.Jobs.OpenConnectionAsync(ct);
    }

    private async Task ProbeRequestsAsync(CancellationToken ct)
    {
        await using var request = await pools.Requests.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(SelectDurability, request);
        if (await command.ExecuteScalarAsync(ct) is false)
        {
            LogNotDurable();
        }
    }

    private static string Describe(Exception failure) => failure switch
    {
        MigrationRefused refused => refused.Message,
        PostgresException { SqlState: "28P01" or "28000" } answered =>
            $"PostgreSQL refuses the login ({answered.SqlState}): check user and password in DATABASE_URL.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "PostgreSQL has no such database (3D000): create it, or mend its name in DATABASE_URL.",
        PostgresException answered => $"PostgreSQL refuses ({answered.SqlState}).",
        _ when DatabaseUnavailable.IsCauseOf(failure) => "The database cannot be reached.",
        _ => "The database could not be prepared.",
    };

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < PauseMax ? pause * 2 : PauseMax;

    private async Task WaitAsync(TimeSpan pause, CancellationToken ct) =>
        await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is ready.")]
    private partial void LogReady();

    [LoggerMessage(Level = LogLevel.Error, Message = "The database is not ready: {Problem} Trying again.")]
    private partial void LogNotReady(Exception failure, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The server runs with fsync or full_page_writes off: a crash of it can lose what was acknowledged.")]
    private partial void LogNotDurable();
}
