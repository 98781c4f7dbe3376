namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>A run of a job that this process has taken, as it stood then.</summary>
/// <param name="RunKey">What the run is for: its day. One run a key, whoever starts it and however often.</param>
/// <param name="Epoch">How often the run was taken. Writes are made with it, and refused once somebody else has taken
/// the run.</param>
/// <param name="Progress">The last item that is done with; empty at the beginning.</param>
/// <param name="Failed">Items that went wrong and are tried again at the end.</param>
internal sealed record JobClaim(
    string Job, string RunKey, long Epoch, string Progress, int Done, int Deferred, IReadOnlyList<string> Failed);

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
    DateTime? FinishedAt)
{
    public bool IsOver => Status != "running";
}

/// <summary>Somebody else has taken the run: this process was thought dead. It must write nothing more.</summary>
internal sealed class JobSuperseded(JobClaim claim)
    : Exception($"The run {claim.RunKey} of {claim.Job} was taken over after epoch {claim.Epoch}.");
