using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Features.Jobs;

/// <param name="Id">For <c>/api/jobs</c>, where administrators watch and cancel the run.</param>
/// <param name="Status"><c>running</c>, <c>done</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Epoch">How often the run was taken up: 1 where nothing came in between.</param>
/// <param name="ItemsTotal">Null until they have been counted.</param>
/// <param name="ItemsDeferred">Put off: the provider's budget is spent, or the symbol is not identified yet.</param>
internal sealed record JobRunRow(
    Guid Id,
    string Job,
    string RunKey,
    string Status,
    long Epoch,
    int? ItemsTotal,
    int ItemsDone,
    int ItemsDeferred,
    IReadOnlyList<string> ItemsFailed,
    string? Error,
    DateTime StartedAt,
    DateTime HeartbeatAt,
    DateTime? FinishedAt)
{
    public static JobRunRow Of(JobRun run) => new(run.Id, run.Job, run.RunKey, run.Status, run.Epoch, run.ItemsTotal,
        run.ItemsDone, run.ItemsDeferred, run.ItemsFailed, run.Error, run.StartedAt, run.HeartbeatAt, run.FinishedAt);
}

internal static class RunJob
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a job for the day that was due last (02:00 UTC), and answers when the run is over, whichever
    /// instance did it; a second request for the same day does nothing. A caller that hangs up does not stop it. A run
    /// that was cancelled is taken up where it stopped.</summary>
    /// <param name="name" example="dividends">For example dividends.</param>
    /// <param name="wait">False answers as soon as the run has begun.</param>
    public static async Task<Results<Reply<JobRunRow>, NotFound<Error>, UnprocessableEntity<Error>>> Handle(
        string name,
        [TakesBool(Default = true)] string? wait,
        [FromServices] JobRunner runner,
        [FromServices] JobRuns runs,
        [FromServices] DatabaseGate database,
        [FromServices] TimeProvider clock,
        [FromServices] IHostApplicationLifetime life,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var waits = query.Bool("wait", wait, byDefault: true);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        if (!runner.Names.Contains(name))
        {
            return TypedResults.NotFound(Error.NotFound($"There is no job named {name}."));
        }

        // A run waits long for a database that is away; a caller should not.
        await database.WaitAsync(TimeSpan.FromSeconds(2), ct);
        var key = $"{NightlyHour.LastDue(clock.GetUtcNow()):yyyy-MM-dd}";
        var running = runner.RunAsync(name, key, life.ApplicationStopping, takesUpCancelled: true);
        JobRun? begun = null;
        while (!waits && !running.IsCompleted && begun is not { Status: "running" })
        {
            await Task.WhenAny(running, Task.Delay(LookEvery, clock, ct));
            begun = await runs.ReadAsync(name, key, ct);
        }

        var run = waits || begun is null ? await running : begun;
        return new Reply<JobRunRow>(JobRunRow.Of(run), $"The run of {run.RunKey} is {run.Status}", LegacyShape.Nested);
    }
}
