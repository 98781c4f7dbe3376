namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>A run of a job that this process has taken, as it stood then.</summary>
/// <param name="RunKey">What the run is for: its day. One run a key, whoever starts it and however often.</param>
/// <param name="Epoch">How often the run was taken. Writes are made with it, and refused once somebody else has taken
/// the run.</param>
/// <param name="Progress">The last item that is done with; empty at the beginning.</param>
/// <param name="Failed">Items that went wrong and are tried again at the end.</param>
/// <param name="Total">All items of the run; null where they have not been counted yet.</param>
internal sealed record JobClaim(
    string Job, string RunKey, long Epoch, string Progress, int Done, int Deferred, IReadOnlyList<string> Failed,
    int? Total = null);

/// <summary>A run as the table has it.</summary>
internal sealed record JobRun(
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
    DateTime? FinishedAt,
    Guid Id,
    int? ItemsTotal,
    bool IsCancelRequested)
{
    /// <summary>Nobody takes it up again by himself: a failed run is taken up again.</summary>
    public bool IsOver => Status is "done" or "cancelled";
}

/// <summary>Somebody else has taken the run: this process was thought dead. It must write nothing more.</summary>
internal sealed class JobSuperseded(JobClaim claim)
    : Exception($"The run {claim.RunKey} of {claim.Job} was taken over after epoch {claim.Epoch}.");

/// <summary>Somebody has asked that the run be stopped. What was written until now stays; the rest is not begun.
/// </summary>
internal sealed class JobCancelled(JobClaim claim) : Exception($"The run {claim.RunKey} of {claim.Job} is to stop.");
