namespace PortfolioTracker.Tests.Support;

/// <summary>A clock that stands still until it is moved. Timers are real, so that nothing in the service waits for it.
/// </summary>
internal sealed class MovableClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
