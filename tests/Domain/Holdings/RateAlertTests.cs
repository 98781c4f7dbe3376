using PortfolioTracker.Domain.Holdings;

namespace PortfolioTracker.Tests.Domain.Holdings;

internal sealed class RateAlertTests
{
    [Test]
    public async Task A_rate_that_moved_two_percent_in_a_day_or_five_in_a_month_is_told_with_what_it_did()
    {
        // 1,050 after +5 % were 1,000; 98 after -2 % were 100.
        RateAlert[] alerts =
        [
            .. RateAlert.Of(
            [
                new("EUR", 1_050m, 0.5m, 1.1m, 0.0199m, 0.05m), new("JPY", 98m, 0.1m, 0.006m, -0.02m, 0.0499m),
                new("CHF", 500m, 0.2m, 1.2m, null, null), new("USD", 800m, 0.2m, 1m, 0.5m, 0.5m),
            ], "USD"),
        ];

        await Assert.That(alerts).IsEquivalentTo(
            [new RateAlert("EUR", 30, 0.05m, 50m), new RateAlert("JPY", 1, -0.02m, -2m)]);
    }

    [Test]
    public async Task Where_nothing_moved_far_nothing_is_told() =>
        await Assert.That(RateAlert.Of([new("EUR", 1m, 1m, 1m, 0.01m, -0.04m)], "USD")).IsEmpty();
}
