using PortfolioTracker.Infrastructure.MarketData.Sandbox;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Sandbox;

internal sealed class SandboxRatesTests
{
    [Test]
    public async Task A_cross_is_its_two_legs_multiplied()
    {
        string[] codes = ["USD", "EUR", "GBP", "JPY", "CHF", "KRW", "KWD"];
        foreach (var session in new[] { 0, 500, 3999 })
        {
            foreach (var from in codes)
            {
                foreach (var to in codes)
                {
                    var direct = SandboxRates.Between(from, to, session)!.Value;
                    var crossed = SandboxRates.Between(from, "USD", session)!.Value
                        * SandboxRates.Between("USD", to, session)!.Value;

                    // Five decimals of a rate just above 0.1, or eight of a small one, leave this much open.
                    await Assert.That((double)(direct / crossed)).IsBetween(0.9998, 1.0002);
                }
            }
        }
    }

    [Test]
    public async Task Forty_currencies_are_known_and_pence_are_none()
    {
        await Assert.That(SandboxRates.Codes.Distinct().Count()).IsEqualTo(40);
        await Assert.That(SandboxRates.Between("GBX", "USD", 10)).IsNull();
        await Assert.That(SandboxRates.Between("eur", "EUR", 10)).IsEqualTo(1m);
        await Assert.That(SandboxRates.Between("EUR", "USD", -1)).IsNull();
    }

    [Test]
    public async Task A_day_moves_a_rate_a_little()
    {
        for (var session = 1; session < 4000; session++)
        {
            var move = SandboxRates.Between("EUR", "USD", session)!.Value
                / SandboxRates.Between("EUR", "USD", session - 1)!.Value;
            await Assert.That((double)move).IsBetween(0.98, 1.02);
        }
    }
}
