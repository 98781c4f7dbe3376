using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Features.Jobs;

internal static class GetJobProgress
{
    /// <summary>How far long work is: a synchronisation of dividends or an import of the caller's, or, for
    /// administrators, a run of a job of the service.</summary>
    /// <param name="id">The job_id from the answer that started it.</param>
    public static async Task<Results<Reply<JobProgressRow>, NotFound<Error>>> Handle(
        [TakesUuid] string id, CurrentUser user, [FromServices] UserJobs jobs, [FromServices] JobRuns runs,
        CancellationToken ct) =>
        await FindAsync(id, user, jobs, runs, ct) is { } job
            ? new Reply<JobProgressRow>(job, $"The job is {job.State}", LegacyShape.Nested)
            : TypedResults.NotFound(Error.NotFound($"Job not found: {id}"));

    public static async Task<JobProgressRow?> FindAsync(
        string id, CurrentUser user, UserJobs jobs, JobRuns runs, CancellationToken ct) =>
        !Guid.TryParseExact(id, "D", out var key) ? null
        : await jobs.FindAsync(user, key, ct) is { } own ? JobProgressRow.Of(own)
        : user.IsAdmin && await runs.FindAsync(key, ct) is { } run ? JobProgressRow.Of(run)
        : null;
}
