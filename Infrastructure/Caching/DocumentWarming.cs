using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>
/// Builds documents anew behind the backs of those who read them within the last quarter of an hour, where market data
/// changed or the lifetime ran out: the next look finds them ready. One after the other, each at most once a round;
/// where nobody reads, nothing is done and the process may sleep.
/// </summary>
internal sealed partial class DocumentWarming(
    PortfolioDocuments documents, RecentDocuments recent, DatabaseGate database, IOptions<CacheOptions> options,
    TimeProvider clock, ILogger<DocumentWarming> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ActiveFor = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.WarmUsersMax == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await WarmAsync(stoppingToken);
        }
    }

    internal async Task WarmAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var asked in recent.Since(now - ActiveFor, options.Value.WarmUsersMax))
        {
            if (asked.Request.Options.AsOf != today || !database.IsReady)
            {
                continue;
            }

            try
            {
                await documents.WarmAsync(asked, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                LogFailed(log, failure.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A document could not be built ahead of its reader: {Kind}.")]
    private static partial void LogFailed(ILogger log, string kind);
}
