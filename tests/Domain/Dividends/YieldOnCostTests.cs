using PortfolioTracker.Domain.Dividends;

namespace PortfolioTracker.Tests.Domain.Dividends;

internal sealed class YieldOnCostTests
{
    [Test]
    public async Task It_is_a_fraction_of_the_cost()
    {
        await Assert.That(YieldOnCost.Of(40m, 1000m)).IsEqualTo(0.04m);
    }

    [Test]
    public async Task Without_a_cost_there_is_no_yield()
    {
        await Assert.That(YieldOnCost.Of(40m, null)).IsNull();
        await Assert.That(YieldOnCost.Of(40m, 0m)).IsNull();
    }
}
