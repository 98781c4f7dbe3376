using Microsoft.Extensions.Time.Testing;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class ProviderPaceTests
{
    [Test]
    public async Task Turns_are_a_second_and_a_fifth_apart_in_order()
    {
        var clock = new FakeTimeProvider();
        var pace = new ProviderPace(clock, requestsPerSecond: 1, longestWait: TimeSpan.FromSeconds(10));
        Task<bool>[] turns = [.. Enumerable.Range(0, 3).Select(_ => pace.WaitAsync(default).AsTask())];

        await Assert.That(turns.Count(turn => turn.IsCompleted)).IsEqualTo(1);
        clock.Advance(TimeSpan.FromSeconds(1.19));
        await Assert.That(turns[1].IsCompleted).IsFalse();
        clock.Advance(TimeSpan.FromSeconds(0.01));
        await Assert.That(await turns[1]).IsTrue();
        await Assert.That(turns[2].IsCompleted).IsFalse();
        clock.Advance(TimeSpan.FromSeconds(1.2));
        await Assert.That(await turns[2]).IsTrue();
    }

    [Test]
    public async Task A_turn_too_far_away_is_refused_at_once_and_takes_no_place()
    {
        var clock = new FakeTimeProvider();
        var pace = new ProviderPace(clock, requestsPerSecond: 1, longestWait: TimeSpan.FromSeconds(1.5));
        var first = pace.WaitAsync(default).AsTask();
        var second = pace.WaitAsync(default).AsTask();

        await Assert.That(await pace.WaitAsync(default)).IsFalse();
        clock.Advance(TimeSpan.FromSeconds(1.2));
        await Assert.That(await first && await second).IsTrue();
        clock.Advance(TimeSpan.FromSeconds(1.2));
        await Assert.That(pace.WaitAsync(default).AsTask().IsCompleted).IsTrue();
    }

    [Test]
    public async Task Without_a_limit_nobody_waits()
    {
        var pace = new ProviderPace(TimeProvider.System, double.PositiveInfinity, TimeSpan.Zero);

        await Assert.That(await pace.WaitAsync(default) && await pace.WaitAsync(default)).IsTrue();
    }
}
