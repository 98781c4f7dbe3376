using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Tests.Domain.Returns;

internal sealed class AnnualisedTests
{
    [Test]
    [Arguments(0.1, 365, 0.1)]
    [Arguments(0.21, 730, 0.1)]
    [Arguments(-0.19, 730, -0.1)]
    [Arguments(-1.0, 500, -1.0)]
    [Arguments(0.0, 3650, 0.0)]
    [Arguments(0.2374, 575, 0.1447846830)]
    internal async Task A_total_return_as_a_rate_per_year(double total, int days, double expected)
    {
        await Assert.That(Annualised.Of(total, days)!.Value).IsEqualTo(expected).Within(1e-10);
    }

    [Test]
    [Arguments(0.1, 364)]
    [Arguments(0.1, 0)]
    [Arguments(-1.0001, 500)]
    [Arguments(double.NaN, 500)]
    [Arguments(double.PositiveInfinity, 500)]
    internal async Task Under_a_year_or_below_a_total_loss_there_is_none(double total, int days)
    {
        await Assert.That(Annualised.Of(total, days)).IsNull();
    }
}
