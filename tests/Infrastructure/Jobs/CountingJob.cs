using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using PortfolioTracker.Infrastructure.Jobs;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

/// <summary>A small job, and instances that run it with little patience.</summary>
internal static class CountingJob
{
    public const string Job = "counting";
    public const string Key = "2024-03-14";

    public static readonly JobTimes Quick = new()
    {
        HeartbeatEvery = TimeSpan.FromMilliseconds(50),
        FrozenAfter = TimeSpan.FromSeconds(2),
        LookEvery = TimeSpan.FromMilliseconds(20),
        ResumePauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)],
    };

    public static JobRunner Instance(TestDatabase database, JobWork work, JobTimes? times = null) => new(
        database.Logins, new(database.Jobs), [new(Job, work)], times ?? Quick, TimeProvider.System,
        NullLogger<JobRunner>.Instance);

    /// <summary>Works through four items, each advanced in a transaction of its own.</summary>
    public static JobWork Counting(
        TestDatabase database, ConcurrentQueue<string> done, Func<string, Task>? before = null) =>
        async (claim, ct) =>
        {
            var runs = new JobRuns(database.Jobs);
            foreach (var item in (string[])["a", "b", "c", "d"])
            {
                if (string.CompareOrdinal(item, claim.Progress) <= 0)
                {
                    continue;
                }

                await (before?.Invoke(item) ?? Task.CompletedTask).WaitAsync(ct);
                claim = claim with { Progress = item, Done = claim.Done + 1 };
                await runs.AdvanceAsync(claim, _ =>
                {
                    done.Enqueue(item);
                    return Task.CompletedTask;
                }, ct);
            }
        };
}
