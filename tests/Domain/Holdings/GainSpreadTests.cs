using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Tests.Domain.Portfolio;

namespace PortfolioTracker.Tests.Domain.Holdings;

internal sealed class GainSpreadTests
{
    private static GainSpread Of(params decimal[] closes)
    {
        var given = new Given();
        for (var i = 0; i < closes.Length; i++)
        {
            given.Closes($"S{i}", ("2024-01-02", closes[i])).Buy($"S{i}", "2024-01-02", 1, 100);
        }

        return GainSpread.Of(given.On("2024-01-02").Holdings);
    }

    [Test]
    public async Task More_than_a_fifth_from_its_cost_is_far()
    {
        await Assert.That(Of(120, 80, 100)).IsEqualTo(new GainSpread(0, 0m, "low"));
        await Assert.That(Of(121, 100, 100, 100)).IsEqualTo(new GainSpread(1, 0.25m, "medium"));
        await Assert.That(Of(121, 79, 100)).IsEqualTo(new GainSpread(2, 2m / 3, "high"));
    }

    [Test]
    public async Task Without_a_known_return_the_level_is_unknown() =>
        await Assert.That(Of()).IsEqualTo(new GainSpread(0, null, "unknown"));
}
