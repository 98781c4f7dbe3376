using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Features.Jobs;

/// <param name="Status"><c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Epoch">How often the run was taken up: 1 where nothing came in between.</param>
/// <param name="ItemsDeferred">Put off: the provider's budget is spent, or the symbol is not identified yet.</param>
internal sealed record JobRunRow(
    string Job,
    string RunKey,
    string Status,
    long Epoch,
    int ItemsDone,
    int ItemsDeferred,
    IReadOnlyList<string> ItemsFailed,
    string? Error,
    DateTime StartedAt,
    DateTime HeartbeatAt,
    DateTime? FinishedAt)
{
    public static JobRunRow Of(JobRun run) => new(run.Job, run.RunKey, run.Status, run.Epoch, run.ItemsDone,
        run.ItemsDeferred, run.ItemsFailed, run.Error, run.StartedAt, run.HeartbeatAt, run.FinishedAt);
}

internal static class RunJob
{
    /// <summary>Runs a job for the day that was due last (02:00 UTC), and answers when the run is over, whichever
    /// instance did it; a second request for the same day does nothing. A caller that hangs up does not stop it.
    /// </summary>
    /// <param name="name" example="dividends">For example dividends.</param>
    public static async Task<Results<Reply<JobRunRow>, NotFound<Error>>> Handle(
        string name,
        JobRunner runner,
        DatabaseGate database,
        TimeProvider clock,
        IHostApplicationLifetime life,
        CancellationToken ct)
    {
        if (!runner.Names.Contains(name))
        {
            return TypedResults.NotFound(Error.NotFound($"There is no job named {name}."));
        }

        // A run waits long for a database that is away; a caller should not.
        await database.WaitAsync(TimeSpan.FromSeconds(2), ct);
        var due = NightlyHour.LastDue(clock.GetUtcNow());
        var run = await runner.RunAsync(name, $"{due:yyyy-MM-dd}", life.ApplicationStopping);
        return new Reply<JobRunRow>(JobRunRow.Of(run), $"The run of {run.RunKey} is {run.Status}", LegacyShape.Nested);
    }
}
