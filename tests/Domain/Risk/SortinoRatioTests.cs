using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class SortinoRatioTests
{
    /// <summary>Mean 1 %, downside 1 % x sqrt(1 / 2): the ratio is sqrt(252 x 2).</summary>
    private static readonly double[] ThreeUpOneDown =
        [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 0.03 : -0.01)];

    [Test]
    public async Task It_is_the_hand_worked_ratio()
    {
        await Assert.That(SortinoRatio.Of(ThreeUpOneDown).Value!.Value).IsEqualTo(Math.Sqrt(504)).Within(1e-10);
    }

    [Test]
    public async Task The_risk_free_rate_lowers_the_excess_and_raises_the_downside()
    {
        // f = 0.5 % a day: excess 0.5 %, shortfalls of 1.5 % on half of the days.
        var sortino = SortinoRatio.Of(ThreeUpOneDown, riskFreeAnnual: 1.26);

        await Assert.That(sortino.Value!.Value)
            .IsEqualTo(0.005 * 252 / Math.Sqrt(0.000225 / 2 * 252)).Within(1e-10);
    }

    [Test]
    public async Task Without_a_losing_day_there_is_no_ratio()
    {
        var sortino = SortinoRatio.Of(Enumerable.Repeat(0.01, 20).ToArray());

        await Assert.That(sortino.Value).IsNull();
        await Assert.That(sortino.Reason).IsEqualTo("No daily return is below the risk-free rate.");
    }

    [Test]
    public async Task Too_few_returns_have_no_ratio()
    {
        await Assert.That(SortinoRatio.Of([0.01, -0.01]).Value).IsNull();
        await Assert.That(SortinoRatio.Of([0.01, -0.01]).Reason)
            .IsEqualTo("At least 20 daily returns are needed, there are 2.");
    }
}
