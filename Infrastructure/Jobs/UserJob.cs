namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>Long work that a user has set off, as it stands.</summary>
/// <param name="Result">JSON; null where the job is not done.</param>
internal sealed record UserJob(
    Guid Id,
    string Kind,
    int ItemsDone,
    int? ItemsTotal,
    bool IsCancelRequested,
    string State,
    string? Error,
    string? Result,
    DateTime StartedAt,
    DateTime? EndedAt);

/// <summary>How far a job is, told by who works at it.</summary>
internal sealed class UserJobProgress(Guid id)
{
    private int done;

    public Guid Id => id;

    public int Done => done;

    public int? Total { get; set; }

    public void Advance(int items = 1) => Interlocked.Add(ref done, items);

    /// <summary>What was gone through until now has been taken back.</summary>
    public void TakeBack() => Interlocked.Exchange(ref done, 0);
}

/// <summary>Does the work, and ends it by <see cref="UserJobs.EndAsync"/>, in the transaction that stores the last of
/// it.</summary>
internal delegate Task UserJobWork(UserJobProgress progress, CancellationToken ct);

/// <summary>The job was cancelled, or given up for lost: what was to be stored with its end must not be.</summary>
internal sealed class UserJobStopped() : OperationCanceledException("The job is not to be finished.");

/// <summary>The job cannot be done, for a reason that its user can understand.</summary>
internal sealed class UserJobRefused(string message) : Exception(message);
