using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class ValueAtRiskTests
{
    /// <summary>-10 % to +10 % in steps of 1 %, out of order: 21 returns.</summary>
    private static readonly double[] Steps = [.. Enumerable.Range(0, 21).Select(i => ((i * 8 % 21) - 10) / 100d)];

    [Test]
    public async Task Of_twenty_one_steps_the_second_lowest_is_the_value_at_risk()
    {
        // Rank (21 - 1) x 0.05 = 1, counted from 0.
        await Assert.That(ValueAtRisk.Of(Steps).Value!.Value).IsEqualTo(-0.09).Within(1e-15);
    }

    [Test]
    public async Task Between_two_ranks_it_is_interpolated()
    {
        // Rank 20 x 0.06 = 1.2: a fifth of the way from -9 % to -8 %.
        await Assert.That(ValueAtRisk.Of(Steps, tail: 0.06).Value!.Value).IsEqualTo(-0.088).Within(1e-15);
        await Assert.That(ValueAtRisk.Of(Steps, tail: 1).Value!.Value).IsEqualTo(0.10);
    }

    [Test]
    public async Task Too_few_returns_have_none()
    {
        await Assert.That(ValueAtRisk.Of(Steps.AsSpan(2)).Value).IsNull();
        await Assert.That(ValueAtRisk.Of([], observationsMin: 0).Value).IsNull();
    }
}
