using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class MarketChannelTests
{
    [Test]
    public async Task An_instance_heeds_the_others_and_not_itself()
    {
        var (own, other) = (Guid.NewGuid(), Guid.NewGuid());

        await Assert.That(MarketChannel.Read(MarketChannel.Write("EUR/USD", other), own)).IsEqualTo("EUR/USD");
        await Assert.That(MarketChannel.Read(MarketChannel.Write("EUR/USD", own), own)).IsNull();
        await Assert.That(MarketChannel.Read("IBM", own)).IsEqualTo("IBM");
    }
}
