using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Prices;

internal sealed class TargetPriceTests
{
    private static readonly DateOnly SetOn = new(2024, 3, 1);

    private static PriceSeries Closes(params decimal[] closes) =>
        PriceSeries.From(closes.Select((close, i) => new PricePoint(SetOn.AddDays(i), close)));

    [Test]
    [Arguments(90, 99, false)]
    [Arguments(90, 100, true)]
    [Arguments(110, 101, false)]
    [Arguments(110, 100, true)]
    [Arguments(100, 100, true)]
    public async Task It_is_reached_from_the_side_on_which_the_price_stood(decimal then, decimal now, bool isReached)
    {
        await Assert.That(TargetPrice.ReachedBy(Closes(then, now), null, 100m, SetOn) is not null).IsEqualTo(isReached);
    }

    [Test]
    public async Task A_newer_quote_counts_more_than_the_last_close_and_an_older_one_less()
    {
        var newer = new Quote(101m, null, SetOn.AddDays(9), default);
        var older = newer with { TradingDay = SetOn.AddDays(-9) };

        await Assert.That(TargetPrice.ReachedBy(Closes(90m, 95m), newer, 100m, SetOn)?.Close).IsEqualTo(101m);
        await Assert.That(TargetPrice.ReachedBy(Closes(90m, 95m), older, 100m, SetOn)).IsNull();
    }

    [Test]
    public async Task Without_any_price_nothing_is_reached()
    {
        await Assert.That(TargetPrice.ReachedBy(PriceSeries.Empty, null, 100m, SetOn)).IsNull();
    }
}
