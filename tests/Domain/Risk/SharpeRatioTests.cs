using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class SharpeRatioTests
{
    /// <summary>Mean 1 %, deviation 1 % x sqrt(20 / 19): the ratio is sqrt(252 x 19 / 20) = sqrt(239.4).</summary>
    private static readonly double[] ZeroAndTwoPercent =
        [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 0.02 : 0.0)];

    [Test]
    public async Task Without_a_risk_free_rate_it_is_the_hand_worked_ratio()
    {
        var sharpe = SharpeRatio.Of(ZeroAndTwoPercent);

        await Assert.That(sharpe.Value!.Value).IsEqualTo(Math.Sqrt(239.4)).Within(1e-10);
    }

    [Test]
    public async Task A_risk_free_rate_of_the_same_mean_leaves_nothing()
    {
        // 252 % a year is 1 % a day.
        var sharpe = SharpeRatio.Of(ZeroAndTwoPercent, riskFreeAnnual: 2.52);

        await Assert.That(sharpe.Value!.Value).IsEqualTo(0).Within(1e-12);
    }

    [Test]
    public async Task Equal_returns_have_no_ratio_even_where_rounding_makes_them_differ()
    {
        var noisy = Enumerable.Range(0, 30).Select(i => 0.01 + (i % 3 * 1e-17)).ToArray();

        await Assert.That(SharpeRatio.Of(noisy).Value).IsNull();
        await Assert.That(SharpeRatio.Of(noisy).Reason).IsEqualTo("The daily returns do not vary.");
    }

    [Test]
    public async Task Too_few_returns_have_no_ratio()
    {
        await Assert.That(SharpeRatio.Of(ZeroAndTwoPercent.AsSpan(1)).Value).IsNull();
        await Assert.That(SharpeRatio.Of(ZeroAndTwoPercent.AsSpan(1)).Observations).IsEqualTo(19);
    }
}
