using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Features.Jobs;

/// <param name="IsLocked">An instance is at the job now.</param>
/// <param name="LockedSince">When the session that holds the job's lock began; null where none does. Its signs of life
/// are the <c>heartbeat_at</c> of the run.</param>
/// <param name="Runs">The latest ten, the newest first.</param>
internal sealed record GetJobReply(
    string Job, bool IsLocked, DateTime? LockedSince, DateTimeOffset NextDueAt, IReadOnlyList<JobRunRow> Runs);

internal static class GetJob
{
    private const int RunsMax = 10;

    /// <summary>How the last runs of a job went, whether one is under way, and when the next is due.</summary>
    /// <param name="name" example="dividends">For example dividends.</param>
    public static async Task<Results<Reply<GetJobReply>, NotFound<Error>>> Handle(
        string name, [FromServices] JobRunner runner, [FromServices] JobRuns runs, [FromServices] TimeProvider clock,
        CancellationToken ct)
    {
        if (!runner.Names.Contains(name))
        {
            return TypedResults.NotFound(Error.NotFound($"There is no job named {name}."));
        }

        var lockedSince = await runner.HeldSinceAsync(name, ct);
        return new Reply<GetJobReply>(
            new(name, lockedSince is not null, lockedSince, NightlyHour.NextDue(clock.GetUtcNow()),
                [.. (await runs.RecentAsync(name, RunsMax, ct)).Select(JobRunRow.Of)]),
            "Job retrieved",
            LegacyShape.Nested);
    }
}
