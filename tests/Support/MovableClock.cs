namespace PortfolioTracker.Tests.Support;

/// <summary>A clock that goes as fast as the real one, but from another moment, and can be moved on. Timers are real,
/// so that nothing in the service stands still.</summary>
internal sealed class MovableClock(DateTimeOffset start) : TimeProvider
{
    private TimeSpan ahead = start - DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + ahead;

    public void Advance(TimeSpan by) => ahead += by;

    public void Set(DateTimeOffset now) => ahead = now - DateTimeOffset.UtcNow;
}
