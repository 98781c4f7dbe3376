using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class FlightsTests
{
    [Test]
    public async Task Those_who_come_while_it_is_done_get_the_same_and_the_next_has_it_done_again()
    {
        var flights = new Flights<string, int>();
        var (gate, made) = (new TaskCompletionSource(), 0);
        var together = Enumerable.Range(0, 50).Select(_ => flights.JoinAsync("a", WorkAsync, default)).ToArray();
        gate.SetResult();

        await Assert.That((await Task.WhenAll(together)).Distinct().Single()).IsEqualTo(1);
        await Assert.That(await flights.JoinAsync("a", WorkAsync, default)).IsEqualTo(2);

        async Task<int> WorkAsync()
        {
            await gate.Task;
            return Interlocked.Increment(ref made);
        }
    }

    [Test]
    public async Task One_who_leaves_does_not_stop_it_for_the_others()
    {
        var flights = new Flights<string, int>();
        var gate = new TaskCompletionSource<int>();
        using var leaving = new CancellationTokenSource();
        var leaver = flights.JoinAsync("a", () => gate.Task, leaving.Token);
        var stayer = flights.JoinAsync("a", () => gate.Task, default);
        await leaving.CancelAsync();
        gate.SetResult(7);

        await Assert.That(async () => await leaver).Throws<OperationCanceledException>();
        await Assert.That(await stayer).IsEqualTo(7);
    }

    [Test]
    public async Task A_failure_is_everybody_s_and_is_not_kept()
    {
        var flights = new Flights<string, int>();

        await Assert.That(async () => await flights.JoinAsync("a", () => throw new IOException("gone"), default))
            .Throws<IOException>();
        await Assert.That(await flights.JoinAsync("a", () => Task.FromResult(1), default)).IsEqualTo(1);
    }
}
