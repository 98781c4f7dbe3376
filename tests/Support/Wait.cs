using System.Diagnostics;

namespace PortfolioTracker.Tests.Support;

/// <summary>Waits for what happens beside the test, as long as it takes and no longer.</summary>
internal static class Wait
{
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    // Asking on and on over HTTP must not run into the limit of requests.
    private static readonly TimeSpan BetweenMax = TimeSpan.FromMilliseconds(250);

    public static async Task UntilAsync(Func<Task<bool>> happened)
    {
        var pause = Between;
        for (var started = Stopwatch.GetTimestamp(); !await happened(); pause *= pause < BetweenMax ? 1.1 : 1)
        {
            if (Stopwatch.GetElapsedTime(started) > AtMost)
            {
                throw new TimeoutException($"It did not happen within {AtMost.TotalSeconds:0} s.");
            }

            await Task.Delay(pause);
        }
    }
}
