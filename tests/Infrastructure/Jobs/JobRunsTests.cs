using System.Collections.Concurrent;
using PortfolioTracker.Infrastructure.Jobs;
using PortfolioTracker.Tests.Support;
using static PortfolioTracker.Tests.Infrastructure.Jobs.CountingJob;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

internal sealed class JobRunsTests
{
    [Test]
    public async Task A_cancelled_run_stops_and_stays_so_until_somebody_starts_it_anew()
    {
        await using var database = await TestDatabase.NewAsync();
        var (done, reached) = (new ConcurrentQueue<string>(), new TaskCompletionSource());
        var runs = new JobRuns(database.Jobs);
        var never = new TaskCompletionSource().Task;
        var first = Instance(database, Counting(database, done, item =>
        {
            if (item == "c" && reached.TrySetResult())
            {
                return never;
            }

            return Task.CompletedTask;
        }));
        var running = first.RunAsync(Job, Key, CancellationToken.None);
        await reached.Task;

        await runs.CancelAsync((await runs.ReadAsync(Job, Key, default))!.Id, default);

        await Assert.That(((await running).Status, string.Concat(done))).IsEqualTo(("cancelled", "ab"));
        var watching = await Instance(database, Counting(database, done)).RunAsync(Job, Key, CancellationToken.None);
        await Assert.That((watching.Status, string.Concat(done))).IsEqualTo(("cancelled", "ab"));
        var again = await first.RunAsync(Job, Key, CancellationToken.None, takesUpCancelled: true);
        await Assert.That((again.Status, again.Epoch, string.Concat(done))).IsEqualTo(("done", 2L, "abcd"));
    }
}
