using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class VolatilityTests
{
    /// <summary>Log returns of +1 % and -1 % in turn: mean 0, sum of squares 20 x 0.0001, divided by 19.</summary>
    private static double[] PlusMinusOnePercent(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Math.Exp(i % 2 == 0 ? 0.01 : -0.01) - 1)];

    [Test]
    public async Task Log_returns_of_plus_and_minus_one_percent_have_their_hand_worked_volatility()
    {
        var volatility = Volatility.Of(PlusMinusOnePercent(20));

        await Assert.That(volatility.Value!.Value).IsEqualTo(Math.Sqrt(0.0001 * 20 / 19 * 252)).Within(1e-14);
        await Assert.That(volatility.Observations).IsEqualTo(20);
        await Assert.That(volatility.Reason).IsNull();
    }

    [Test]
    public async Task With_nineteen_returns_it_cannot_be_computed_and_says_how_many_there_are()
    {
        var volatility = Volatility.Of(PlusMinusOnePercent(19));

        await Assert.That(volatility.Value).IsNull();
        await Assert.That(volatility.Observations).IsEqualTo(19);
        await Assert.That(volatility.Reason).IsEqualTo("At least 20 daily returns are needed, there are 19.");
    }

    [Test]
    public async Task A_total_loss_has_no_logarithm()
    {
        double[] returns = [.. PlusMinusOnePercent(20), -1];

        await Assert.That(Volatility.Of(returns).Value).IsNull();
        await Assert.That(Volatility.Of(returns).Reason).IsEqualTo("A daily return of -100 % has no logarithm.");
    }

    [Test]
    public async Task A_return_that_is_no_number_is_a_reason_and_never_a_result()
    {
        double[] returns = [.. PlusMinusOnePercent(20), double.NaN];

        await Assert.That(Volatility.Of(returns).Value).IsNull();
        await Assert.That(Volatility.Of(returns).Reason).IsEqualTo("One of the daily returns is not a number.");
    }

    [Test]
    public async Task Returns_that_are_all_zero_have_the_volatility_zero()
    {
        await Assert.That(Volatility.Of(new double[25]).Value).IsEqualTo(0);
    }

    [Test]
    public async Task One_return_is_too_few_whatever_minimum_is_asked_for()
    {
        await Assert.That(Volatility.Of([0.01], observationsMin: 1).Value).IsNull();
    }
}
