using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

/// <summary>A fetch is written down as made a moment before its data is in memory.</summary>
internal sealed class FetchAtWorkTests
{
    private static readonly DateTimeOffset Saturday = new(2026, 5, 16, 12, 0, 0, TimeSpan.Zero);

    [Test]
    [Arguments(true)]
    [Arguments(false)]
    public async Task What_is_written_down_as_made_and_not_in_memory_yet_is_waited_for(bool isForOneFetch)
    {
        var answered = new TaskCompletionSource();
        var provider = MarketRefresherTests.Plain(answered.Task.WaitAsync);
        await using var rig = await MarketRig.StartAsync(provider, clock: new ShiftedClock(Saturday));
        FetchItem[] prices = [new("ABC", FetchKind.Prices)];
        _ = rig.Refresher.FetchAndWaitAsync(prices, Wait.AtMost, default);
        await MarketRig.UntilAsync(() => !provider.Queries.IsEmpty);
        await rig.ExecuteAsync("update pt.market_fetches set next_at = '2030-01-01', last_success_at = now()");

        Task waits = isForOneFetch
            ? rig.Refresher.FetchAndWaitAsync(prices, Wait.AtMost, default)
            : rig.Refresher.AskAndWaitAsync(["ABC"], [], Wait.AtMost, default, FetchKind.Prices);
        answered.SetResult();
        await waits;

        await Assert.That((await rig.Store.ViewAsync(["ABC"], [], "USD", default)).Of("ABC").Prices.Count)
            .IsGreaterThan(0);
    }
}
