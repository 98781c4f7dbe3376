using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>Starts every job at its hour, on every instance: <see cref="JobRunner"/> lets one of them work. A run that
/// was missed because nobody was up is made up for.</summary>
internal sealed partial class JobScheduler(
    JobRunner runner, DatabaseGate database, IOptions<JobOptions> options, TimeProvider clock,
    ILogger<JobScheduler> log) : BackgroundService
{
    /// <summary>The first requests after a start come before the making up.</summary>
    private static readonly TimeSpan StartPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsScheduled)
        {
            return;
        }

        await database.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
        await Task.Delay(StartPause, clock, stoppingToken);
        while (true)
        {
            var due = NightlyHour.LastDue(clock.GetUtcNow());
            await Task.WhenAll(runner.Names.Select(name => RunAsync(name, $"{due:yyyy-MM-dd}", stoppingToken)));

            var next = NightlyHour.NextDue(clock.GetUtcNow());
            while (NightlyHour.LastDue(clock.GetUtcNow()) == due)
            {
                // A timer may be early by the difference of two clocks.
                var wait = next - clock.GetUtcNow();
                await Task.Delay(wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
    }

    private async Task RunAsync(string name, string runKey, CancellationToken ct)
    {
        try
        {
            await runner.RunAsync(name, runKey, ct);
        }
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, problem, name, runKey);
        }
    }

    [LoggerMessage(LogLevel.Error, "Job {Job}, run {RunKey} could not be carried out; it is due again tomorrow.")]
    private static partial void LogFailed(ILogger log, Exception problem, string job, string runKey);
}
