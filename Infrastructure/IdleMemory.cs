using System.Runtime;

namespace PortfolioTracker.Infrastructure;

/// <summary>
/// Gives memory back once nobody needs it: the collector keeps what the start or a burst of work took, in case there is
/// more to come. Where the process has allocated next to nothing for a while, nothing is coming.
/// </summary>
internal sealed class IdleMemory : BackgroundService
{
    private const long NextToNothingBytes = 1024 * 1024;
    private const long WorthCollectingBytes = 4 * NextToNothingBytes;
    private static readonly TimeSpan While = TimeSpan.FromSeconds(5);

    private long allocatedBefore;
    private long collectedAt;

    /// <param name="allocated">Bytes allocated since the process began.</param>
    internal bool IsDue(long allocated)
    {
        var isIdle = allocated - allocatedBefore < NextToNothingBytes;
        allocatedBefore = allocated;
        if (!isIdle || allocated - collectedAt < WorthCollectingBytes)
        {
            return false;
        }

        collectedAt = allocated;
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // By the time of the machine: it is about the process, not about what the service tells of.
        using var timer = new PeriodicTimer(While);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (IsDue(GC.GetTotalAllocatedBytes()))
            {
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        }
    }
}
