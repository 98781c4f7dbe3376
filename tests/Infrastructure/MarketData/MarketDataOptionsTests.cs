using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class MarketDataOptionsTests
{
    [Test]
    public async Task Without_time_zones_it_does_not_start_and_says_how_to_mend_it()
    {
        await Assert.That(new MarketDataOptionsValidator(_ => false).Validate(null, new()).FailureMessage!)
            .Contains("Install tzdata");
        await Assert.That(new MarketDataOptionsValidator().Validate(null, new()).Succeeded).IsTrue();
    }
}
