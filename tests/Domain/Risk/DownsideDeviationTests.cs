using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class DownsideDeviationTests
{
    private static readonly double[] ThreeUpOneDown =
        [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 0.03 : -0.01)];

    [Test]
    public async Task The_mean_runs_over_all_days_and_not_only_over_the_losing_ones()
    {
        // Ten squares of 0.01 over twenty days.
        var deviation = DownsideDeviation.Of(ThreeUpOneDown);

        await Assert.That(deviation.Value!.Value).IsEqualTo(Math.Sqrt(0.0001 * 10 / 20 * 252)).Within(1e-14);
    }

    [Test]
    public async Task The_required_return_is_spread_over_the_days_of_a_year()
    {
        // 252 % a year asks for 1 % a day: half of the days fall short by 2 %.
        var deviation = DownsideDeviation.Of(ThreeUpOneDown, requiredAnnual: 2.52);

        await Assert.That(deviation.Value!.Value).IsEqualTo(Math.Sqrt(0.0004 * 10 / 20 * 252)).Within(1e-13);
    }

    [Test]
    public async Task No_returns_have_none_and_days_without_a_loss_have_zero()
    {
        await Assert.That(DownsideDeviation.Of([], observationsMin: 0).Value).IsNull();
        await Assert.That(DownsideDeviation.Of(new double[20]).Value).IsEqualTo(0);
    }
}
