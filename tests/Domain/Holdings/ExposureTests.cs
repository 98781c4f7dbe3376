using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Tests.Domain.Portfolio;

namespace PortfolioTracker.Tests.Domain.Holdings;

internal sealed class ExposureTests
{
    [Test]
    public async Task A_currency_has_the_value_in_it_its_rate_and_how_the_rate_moved()
    {
        var snapshot = new Given("EUR").Closes("ACME", ("2024-01-02", 100))
            .Security("FOO", "EUR", ("2024-01-02", 20))
            .Rate("USD", "EUR", ("2024-01-02", 0.5m), ("2024-02-01", 0.64m), ("2024-02-02", 0.8m))
            .Buy("ACME", "2024-01-02", 1, 100)
            .Buy("FOO", "2024-01-02", 1, 20, currency: "EUR")
            .On("2024-02-02");

        // The last rate is of the 2nd: a day before it 0.64, thirty days before it that of 2 January.
        await Assert.That(Exposure.Of(snapshot.Holdings, snapshot.Market.Rates, "EUR", snapshot.AsOf)).IsEquivalentTo(
            new[]
            {
                new Exposure("USD", 80m, 0.8m, 0.8m, 0.25m, 0.6m), new Exposure("EUR", 20m, 0.2m, 1m, 0m, 0m),
            });
    }

    [Test]
    public async Task A_rate_without_an_earlier_one_has_not_moved_by_zero()
    {
        var snapshot = new Given("EUR").Closes("ACME", ("2024-01-02", 100))
            .Rate("USD", "EUR", ("2024-01-02", 0.5m))
            .Buy("ACME", "2024-01-02", 1, 100)
            .On("2024-01-02");
        var dollars = Exposure.Of(snapshot.Holdings, snapshot.Market.Rates, "EUR", snapshot.AsOf).Single();

        await Assert.That((dollars.ChangeOfDay, dollars.ChangeOfMonth)).IsEqualTo(((decimal?)null, (decimal?)null));
    }
}
