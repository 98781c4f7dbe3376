using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>
/// Tells this instance which users' data any instance has changed, after the change was committed. One connection of
/// its own, never through a transaction pooler. Subscribers must not throw and must be quick.
/// </summary>
internal sealed partial class LedgerNotifications(
    ConnectionStrings logins, DatabaseGate gate, TimeProvider clock, ILogger<LedgerNotifications> logger)
    : BackgroundService
{
    private const string Listen = "listen pt_ledger";

    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    /// <summary>The data of this user changed.</summary>
    public event Action<Guid>? Changed;

    /// <summary>Listening began, or began again: what was remembered until now may be out of date.</summary>
    public event Action? Reconnected;

    /// <summary>False while changes of other instances would go unnoticed.</summary>
    public bool IsListening { get; private set; }

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
                LogLost(lost);
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
        connection.Notification += (_, notification) =>
        {
            if (Guid.TryParseExact(notification.Payload, "D", out var user))
            {
                Changed?.Invoke(user);
            }
        };

        await connection.OpenAsync(ct);
        await using (var command = new NpgsqlCommand(Listen, connection))
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        connected();
        IsListening = true;
        Reconnected?.Invoke();
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection for notifications was lost; connecting again.")]
    private partial void LogLost(Exception failure);
}
