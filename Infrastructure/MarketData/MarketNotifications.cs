using Npgsql;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Makes the memory of this instance forget what other instances have changed in the archive. One connection
/// of its own, never through a transaction pooler; whenever it was lost, everything is forgotten.</summary>
internal sealed partial class MarketNotifications(
    ConnectionStrings logins, DatabaseGate database, MarketStore store, MarketArchive archive, TimeProvider clock,
    ILogger<MarketNotifications> log) : BackgroundService
{
    private const string Listen = $"listen {MarketChannel.Name}";

    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    /// <summary>False while changes of other instances would go unnoticed.</summary>
    public bool IsListening { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = PauseMin;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await database.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
                await ListenAsync(() => pause = PauseMin, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (DatabaseUnavailable.IsCauseOf(lost) || lost is IOException or TimeoutException)
            {
                LogLost(log, lost);
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
            if (MarketChannel.Read(notification.Payload, archive.InstanceId) is { } key)
            {
                store.Forget(key);
            }
        };

        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand(Listen, connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        connected();
        store.ForgetAll();
        IsListening = true;
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The connection for market notifications was lost; connecting again.")]
    private static partial void LogLost(ILogger log, Exception lost);
}
