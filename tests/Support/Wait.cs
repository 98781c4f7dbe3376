using System.Diagnostics;

namespace PortfolioTracker.Tests.Support;

/// <summary>Waits for what happens beside the test, as long as it takes and no longer.</summary>
internal static class Wait
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(Func<Task<bool>> happened)
    {
        for (var started = Stopwatch.GetTimestamp(); !await happened();)
        {
            if (Stopwatch.GetElapsedTime(started) > AtMost)
            {
                throw new TimeoutException($"It did not happen within {AtMost.TotalSeconds:0} s.");
            }

            await Task.Delay(Between);
        }
    }
}
