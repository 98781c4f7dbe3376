using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Archive;

internal sealed class SecurityPartsTests
{
    [Test]
    public async Task That_there_are_no_splits_and_no_dividends_is_known_only_once_it_was_answered()
    {
        await using var rig = await MarketRig.SandboxAsync();
        await rig.Get<MarketArchive>().StorePricesAsync(
            "GLD", [new(new(2024, 5, 13), 100, 100, 100, 100, 1)], 1, closesOnly: false, default);
        var before = (await rig.Store.ViewAsync(["GLD"], [], "USD", default)).Of("GLD");

        await rig.SettleAsync(["GLD"]);
        var after = (await rig.Store.ViewAsync(["GLD"], [], "USD", default)).Of("GLD");

        await Assert.That((before.SplitsAreKnown, before.DividendsAreKnown)).IsEqualTo((false, false));
        await Assert.That((after.SplitsAreKnown, after.DividendsAreKnown)).IsEqualTo((true, true));
        await Assert.That(after.Splits.Count + after.Dividends.Count).IsEqualTo(0);
    }
}
