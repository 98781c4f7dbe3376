using System.Net.Sockets;
using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The database cannot serve at the moment: 503, and worth asking again.</summary>
internal sealed class DatabaseUnavailable(string message, Exception? cause = null) : Exception(message, cause)
{
    public const int RetryAfterSeconds = 2;

    /// <summary>Whether a failure means that the database is away, full or busy, and not that the program is wrong.
    /// </summary>
    public static bool IsCauseOf(Exception failure) => failure switch
    {
        DatabaseUnavailable => true,
        PostgresException answered => answered.SqlState.StartsWith("08", StringComparison.Ordinal)
            || answered.SqlState.StartsWith("53", StringComparison.Ordinal)
            || answered.SqlState.StartsWith("57", StringComparison.Ordinal)
            || answered.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction // a primary that was demoted
                or PostgresErrorCodes.LockNotAvailable
                or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification,
        NpgsqlException or SocketException => true,
        _ => false,
    };

    /// <summary>Whether the connection is gone, rather than the statement refused.</summary>
    internal static bool IsLostConnection(Exception failure) => failure is PostgresException answered
        ? answered.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
        : failure is NpgsqlException { InnerException: not TimeoutException };
}

/// <summary>Closed from the start of the process until the schema is known to be the one that this program needs.
/// </summary>
internal sealed class DatabaseGate
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => opened.Task.IsCompletedSuccessfully;

    /// <summary>Why it is closed, without secrets and without addresses; null once it is open.</summary>
    public string? Problem { get; private set; } = "The database is being prepared.";

    /// <exception cref="DatabaseUnavailable">It did not open in time.</exception>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        if (IsReady)
        {
            return;
        }

        try
        {
            await opened.Task.WaitAsync(atMost, ct);
        }
        catch (TimeoutException late)
        {
            throw new DatabaseUnavailable(Problem ?? "The database is being prepared.", late);
        }
    }

    public void Open()
    {
        Problem = null;
        opened.TrySetResult();
    }

    public void Report(string problem) => Problem = IsReady ? null : problem;
}
