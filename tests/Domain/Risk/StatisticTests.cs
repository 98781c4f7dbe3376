using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class StatisticTests
{
    [Test]
    [Arguments(double.NaN)]
    [Arguments(double.PositiveInfinity)]
    [Arguments(double.NegativeInfinity)]
    public async Task What_is_not_finite_is_null_with_a_reason(double value)
    {
        var statistic = Statistic.Of(value, 30);

        await Assert.That(statistic.Value).IsNull();
        await Assert.That(statistic.Observations).IsEqualTo(30);
        await Assert.That(statistic.Reason).IsEqualTo("The result is beyond the range of numbers.");
    }
}
