namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Spaces the requests of this process evenly, in the order in which they came.</summary>
internal sealed class ProviderPace(TimeProvider clock, double requestsPerSecond, TimeSpan longestWait)
{
    /// <summary>Requests sent a second apart may arrive closer together; a fifth on top keeps them apart.</summary>
    private const double Margin = 1.2;

    private readonly Lock gate = new();
    private readonly long spacing = double.IsPositiveInfinity(requestsPerSecond)
        ? 0
        : (long)(clock.TimestampFrequency * Margin / requestsPerSecond);

    private long free = long.MinValue;

    /// <summary>The sandbox has no limit. A turn may come so late at most that a whole attempt still fits the total.
    /// </summary>
    public static ProviderPace From(TimeProvider clock, AlphaVantageOptions options) => new(
        clock, options.Sandbox ? double.PositiveInfinity : options.RequestsPerSecond,
        TimeSpan.FromSeconds(options.TotalTimeoutSeconds - options.AttemptTimeoutSeconds));

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
}
