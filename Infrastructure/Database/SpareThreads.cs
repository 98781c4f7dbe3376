namespace PortfolioTracker.Infrastructure.Database;

/// <summary>
/// Threads for the time in which the server stands still. The driver blocks one for each statement that it gives up,
/// for seconds, in an attempt to cancel it; with the few that the pool has ready, all else would stand still too, the
/// answer to the health check among it. In normal times they would only cost.
/// </summary>
internal sealed class SpareThreads(int count)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private int areReady;

    public void MakeReady()
    {
        ThreadPool.GetMinThreads(out var usual, out var forInput);
        if (Interlocked.Exchange(ref areReady, 1) == 0)
        {
            ThreadPool.SetMinThreads(usual + count, forInput);
            _ = ReturnAsync(usual, forInput);
        }
    }

    private async Task ReturnAsync(int usual, int forInput)
    {
        await Task.Delay(KeptFor);
        ThreadPool.SetMinThreads(usual, forInput);
        Volatile.Write(ref areReady, 0);
    }
}
