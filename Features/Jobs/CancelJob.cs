using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Features.Jobs;

internal static class CancelJob
{
    /// <summary>Asks long work to stop, on whatever instance it is; of what is over nothing changes. An import then
    /// leaves nothing behind. What was fetched for all users, dividends of symbols, stays.</summary>
    /// <param name="id">The job_id from the answer that started it.</param>
    public static async Task<Results<Reply<JobProgressRow>, NotFound<Error>>> Handle(
        [TakesUuid] string id, CurrentUser user, [FromServices] UserJobs jobs, [FromServices] JobRuns runs,
        CancellationToken ct)
    {
        if (Guid.TryParseExact(id, "D", out var key))
        {
            await jobs.CancelAsync(user, key, ct);
            if (user.IsAdmin)
            {
                await runs.CancelAsync(key, ct);
            }
        }

        return await GetJobProgress.FindAsync(id, user, jobs, runs, ct) is { } job
            ? new Reply<JobProgressRow>(
                job, job.State == "running" ? "The job is to stop" : $"The job is {job.State}", LegacyShape.Nested)
            : TypedResults.NotFound(Error.NotFound($"Job not found: {id}"));
    }
}
