namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>Counts the reads of one layer of a cache since the start of the process.</summary>
internal sealed class CacheReads
{
    private long hits;
    private long misses;

    public long Hits => Interlocked.Read(ref hits);

    public long All => Hits + Interlocked.Read(ref misses);

    /// <summary>0 to 1; 0 before the first read.</summary>
    public double HitRatio => All is var all and > 0 ? (double)Hits / all : 0;

    public void Count(bool isHit) => Interlocked.Increment(ref isHit ? ref hits : ref misses);
}
