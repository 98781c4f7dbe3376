namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Spaces the requests of this process evenly, in the order in which they came.</summary>
internal sealed class ProviderPace(TimeProvider clock, double requestsPerSecond, TimeSpan longestWait)
{
    /// <summary>Requests sent a second apart may arrive closer together; a fifth on top keeps them apart.</summary>
    private const double Margin = 1.2;

    private readonly Lock gate = new();
    private readonly long spacing = (long)(Spacing(requestsPerSecond).TotalSeconds * clock.TimestampFrequency);

    private long free = long.MinValue;

    /// <summary>The sandbox has no limit. A turn may come so late at most that a whole attempt still fits the total.
    /// </summary>
    public static ProviderPace From(TimeProvider clock, AlphaVantageOptions options) => new(
        clock, options.Sandbox ? double.PositiveInfinity : options.RequestsPerSecond,
        TimeSpan.FromSeconds(options.TotalTimeoutSeconds - options.AttemptTimeoutSeconds));

    /// <summary>From one request of a key to the next, whoever sends it.</summary>
    public static TimeSpan SpacingOf(AlphaVantageOptions options) =>
        options.Sandbox ? TimeSpan.Zero : Spacing(options.RequestsPerSecond);

    /// <summary>All later turns are so much later: another instance goes first.</summary>
    public void Delay(TimeSpan by)
    {
        lock (gate)
        {
            free += (long)(by.TotalSeconds * clock.TimestampFrequency);
        }
    }

    /// <summary>Waits for a turn; false, at once, where the turn would come later than anyone can wait.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken ct)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = clock.GetTimestamp();
            var turn = Math.Max(now, free);
            wait = clock.GetElapsedTime(now, turn);
            if (wait > longestWait)
            {
                return false;
            }

            free = turn + spacing;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, ct);
        }

        return true;
    }

    private static TimeSpan Spacing(double requestsPerSecond) => TimeSpan.FromSeconds(Margin / requestsPerSecond);
}
