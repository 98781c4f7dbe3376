using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>Hears what is notified in the database, on one connection of its own, never through a transaction pooler;
/// connects again whenever that is lost. Whoever hears must not throw and must be quick.</summary>
/// <param name="sql">The statement that listens.</param>
internal abstract partial class Listener(
    ConnectionStrings logins, DatabaseGate gate, TimeProvider clock, ILogger log, string sql) : BackgroundService
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    /// <summary>False while changes of other instances would go unnoticed.</summary>
    public bool IsListening { get; private set; }

    protected abstract void Hear(string payload);

    /// <summary>Listening began, or began again: what was remembered until now may be out of date.</summary>
    protected abstract Task BeginAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = PauseMin;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await gate.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
                await ListenAsync(() => pause = PauseMin, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (DatabaseUnavailable.IsCauseOf(lost) || lost is IOException or TimeoutException)
            {
                LogLost(log, lost, sql);
            }
            finally
            {
                IsListening = false;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken ct)
    {
        await using var source = DatabasePools.Create(logins.Listen, "notifications");
        await using var connection = source.CreateConnection();
        connection.Notification += (_, notification) => Hear(notification.Payload);
        await connection.OpenAsync(ct);
        await using (var command = new NpgsqlCommand(sql, connection))
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        connected();
        await BeginAsync(ct);
        IsListening = true;
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The connection of \"{Sql}\" was lost; connecting again.")]
    private static partial void LogLost(ILogger log, Exception lost, string sql);
}
