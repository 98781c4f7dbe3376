namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>
/// Five failures in a row open it; for 60 seconds nothing is sent; then one probe decides. Polly's breaker counts a
/// ratio over a window, which at a request a second is another rule than "five in a row", so this one counts itself.
/// </summary>
/// <remarks>Each instance has its own: one without a network must not stop the others. A failure is an attempt that
/// brought no readable answer. A refusal such as a spent quota is an answer.</remarks>
internal sealed class ProviderBreaker(TimeProvider clock)
{
    public const string Closed = "closed";
    public const string Open = "open";
    public const string HalfOpen = "half_open";
    public const int FailuresToOpen = 5;

    public static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private int failures;
    private int round;
    private long openedTimestamp;
    private DateTimeOffset? openedAt;
    private bool probing;

    public string State
    {
        get
        {
            lock (gate)
            {
                return openedAt is null ? Closed : IsDue ? HalfOpen : Open;
            }
        }
    }

    public DateTimeOffset? OpenedAt
    {
        get
        {
            lock (gate)
            {
                return openedAt;
            }
        }
    }

    /// <summary>Failures in a row so far.</summary>
    public int Failures
    {
        get
        {
            lock (gate)
            {
                return failures;
            }
        }
    }

    // The monotonic clock decides, so that a jump of the wall clock neither closes nor keeps it.
    private bool IsDue => clock.GetElapsedTime(openedTimestamp) >= OpenFor;

    public void Reset()
    {
        lock (gate)
        {
            Close();
        }
    }

    /// <summary>Makes an attempt where one may be made now; else answers the refusal. What comes of it counts by its
    /// second part: true and false for a sound answer and a failure, null for an attempt that says nothing about the
    /// provider, as one that ends in an exception does.</summary>
    public async Task<T> AttemptAsync<T>(T refusal, Func<Task<(T Answer, bool? Succeeded)>> make)
    {
        if (!TryEnter(out var permission))
        {
            return refusal;
        }

        bool? succeeded = null;
        try
        {
            (var answer, succeeded) = await make();
            return answer;
        }
        finally
        {
            if (succeeded is { } outcome)
            {
                Report(permission, outcome);
            }
            else
            {
                Abandon(permission);
            }
        }
    }

    /// <summary>Whether a call may be made now. Each permission must be given back by <see cref="Report"/> or
    /// <see cref="Abandon"/>.</summary>
    public bool TryEnter(out Permission permission)
    {
        lock (gate)
        {
            permission = new(round, IsProbe: openedAt is not null);
            if (openedAt is null)
            {
                return true;
            }

            if (!IsDue || probing)
            {
                return false;
            }

            return probing = true;
        }
    }

    public void Report(Permission permission, bool succeeded)
    {
        lock (gate)
        {
            // What began before the last change of state says nothing about now.
            if (permission.Round != round)
            {
                return;
            }

            if (succeeded)
            {
                Close(changed: permission.IsProbe);
            }
            else if (++failures >= FailuresToOpen || permission.IsProbe)
            {
                (openedAt, openedTimestamp) = (clock.GetUtcNow(), clock.GetTimestamp());
                (probing, round) = (false, unchecked(round + 1));
            }
        }
    }

    /// <summary>The call was given up by whoever asked: it says nothing about the provider.</summary>
    public void Abandon(Permission permission)
    {
        lock (gate)
        {
            if (permission.Round == round && permission.IsProbe)
            {
                probing = false;
            }
        }
    }

    private void Close(bool changed = true)
    {
        (failures, openedAt, probing) = (0, null, false);
        round = changed ? unchecked(round + 1) : round;
    }

    internal readonly record struct Permission(int Round, bool IsProbe);
}
