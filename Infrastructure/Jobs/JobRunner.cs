using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>What a job does in a run; it writes through <see cref="JobRuns.AdvanceAsync"/>.</summary>
internal delegate Task JobWork(JobClaim claim, CancellationToken ct);

internal sealed record NamedJob(string Name, JobWork Work);

/// <summary>How long things take that are waited for; other values are for tests.</summary>
internal sealed record JobTimes
{
    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Without a sign of life for so long, whoever works at a job counts as frozen.</summary>
    public TimeSpan FrozenAfter { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Before the attempts to go on after the database or the lock was lost.</summary>
    public IReadOnlyList<TimeSpan> ResumePauses { get; init; } =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>Before failed items are tried again, at the end of a run.</summary>
    public IReadOnlyList<TimeSpan> RetryPauses { get; init; } =
        [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(8)];
}

/// <summary>
/// Runs jobs, each once a key over all instances: one holds the lock and works, the others watch until the run is over
/// and go on with it where the first one died or froze. What was done is not done again.
/// </summary>
internal sealed partial class JobRunner(
    ConnectionStrings logins, JobRuns runs, IEnumerable<NamedJob> jobs, JobTimes times, TimeProvider clock,
    ILogger<JobRunner> log)
{
    public IReadOnlyList<string> Names { get; } = [.. jobs.Select(job => job.Name)];

    /// <summary>Comes back when the run is over, whoever finished it.</summary>
    /// <param name="takesUpCancelled">Goes on with a run that was cancelled; otherwise it stays so.</param>
    public async Task<JobRun> RunAsync(
        string name, string runKey, CancellationToken ct, bool takesUpCancelled = false)
    {
        var job = jobs.First(job => job.Name == name);
        if (takesUpCancelled)
        {
            await runs.ReopenAsync(name, runKey, ct);
        }

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await WatchAsync(job, runKey, ct);
            }
            catch (Exception lost) when (!ct.IsCancellationRequested && attempt < times.ResumePauses.Count
                && (lost is JobSuperseded || DatabaseUnavailable.IsCauseOf(lost)))
            {
                LogLost(log, name, runKey, lost.Message);
                await Task.Delay(times.ResumePauses[attempt], clock, ct);
            }
        }
    }

    /// <summary>Since when an instance has been at the job; null where none is.</summary>
    public async Task<DateTime?> HeldSinceAsync(string name, CancellationToken ct)
    {
        await using var session = await JobLock.OpenAsync(logins, name, ct);
        return await session.HeldSinceAsync(ct);
    }

    private async Task<JobRun> WatchAsync(NamedJob job, string runKey, CancellationToken ct)
    {
        await using var session = await JobLock.OpenAsync(logins, job.Name, ct);
        var waitingSince = clock.GetTimestamp();
        while (!await session.TryAsync(ct))
        {
            if (await runs.ReadAsync(job.Name, runKey, ct) is { IsOver: true } over)
            {
                return over;
            }

            // Between the lock and the first sign of life there is none.
            var silence = await runs.SilenceAsync(job.Name, ct);
            var waited = clock.GetElapsedTime(waitingSince);
            if (waited > times.FrozenAfter && (silence is null || silence > times.FrozenAfter))
            {
                LogFrozen(log, job.Name);
                await session.EndHolderAsync(ct);
                waitingSince = clock.GetTimestamp();
            }

            await Task.Delay(times.LookEvery, clock, ct);
        }

        if (await runs.TakeAsync(job.Name, runKey, ct) is { } claim)
        {
            LogTaken(log, job.Name, runKey, claim.Epoch, claim.Progress);
            await WorkAsync(job, claim, session, ct);
        }

        return (await runs.ReadAsync(job.Name, runKey, ct))!;
    }

    private async Task WorkAsync(NamedJob job, JobClaim claim, JobLock session, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beating = BeatAsync(claim, session, stop);
        var (began, outcome) = (clock.GetTimestamp(), "lost");
        try
        {
            await job.Work(claim, stop.Token);
            await EndAsync(claim, outcome = "done", error: null, ct);
        }
        catch (JobCancelled)
        {
            await EndAsync(claim, outcome = "cancelled", error: null, ct);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            if (!await beating)
            {
                throw new JobSuperseded(claim);
            }

            await EndAsync(claim, outcome = "cancelled", error: null, ct);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or JobSuperseded)
            && !DatabaseUnavailable.IsCauseOf(problem))
        {
            LogFailed(log, problem, job.Name, claim.RunKey);
            await EndAsync(claim, outcome = "failed", problem.Message, ct);
        }
        finally
        {
            JobMetrics.Count(job.Name, outcome, clock.GetElapsedTime(began));
            await stop.CancelAsync();
            await beating;
        }
    }

    private async Task EndAsync(JobClaim claim, string status, string? error, CancellationToken ct)
    {
        await runs.EndAsync(claim, status, error, ct);
        LogEnded(log, claim.Job, claim.RunKey, status);
    }

    /// <summary>Gives signs of life, and stops the work where the lock or the run is lost, or where it is cancelled.
    /// </summary>
    /// <returns>True where it is cancelled.</returns>
    private async Task<bool> BeatAsync(JobClaim claim, JobLock session, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(times.HeartbeatEvery, clock, stop.Token);
                await session.ProveAsync(stop.Token);
                await runs.BeatAsync(claim, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (JobCancelled)
        {
            await stop.CancelAsync();
            return true;
        }
        catch (Exception lost) when (lost is JobSuperseded || DatabaseUnavailable.IsCauseOf(lost)
            || lost is IOException or InvalidOperationException)
        {
            LogLost(log, claim.Job, claim.RunKey, lost.Message);
            await stop.CancelAsync();
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information,
        "Job {Job}, run {RunKey}: taken as epoch {Epoch}, going on after \"{Progress}\".")]
    private static partial void LogTaken(ILogger log, string job, string runKey, long epoch, string progress);

    [LoggerMessage(LogLevel.Information, "Job {Job}, run {RunKey}: {Status}.")]
    private static partial void LogEnded(ILogger log, string job, string runKey, string status);

    [LoggerMessage(LogLevel.Warning, "Job {Job}, run {RunKey}: lost hold of it: {Reason}")]
    private static partial void LogLost(ILogger log, string job, string runKey, string reason);

    [LoggerMessage(LogLevel.Warning, "Job {Job}: whoever holds the lock gives no sign of life; it is taken away.")]
    private static partial void LogFrozen(ILogger log, string job);

    [LoggerMessage(LogLevel.Error, "Job {Job}, run {RunKey} failed.")]
    private static partial void LogFailed(ILogger log, Exception problem, string job, string runKey);
}
