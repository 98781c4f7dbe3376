using PortfolioTracker.Domain.Holdings;

namespace PortfolioTracker.Tests.Domain.Holdings;

internal sealed class ConcentrationTests
{
    [Test]
    public async Task Four_equal_positions_count_as_four()
    {
        var concentration = Concentration.Of([25m, 25m, 25m, 25m]);

        await Assert.That(concentration)
            .IsEqualTo(new Concentration(0.25m, 0.75m, "low", 0.25m, 4m, 4));
    }

    [Test]
    public async Task Unequal_weights_give_the_hand_worked_index()
    {
        // 0.6^2 + 0.3^2 + 0.1^2 = 0.46
        var concentration = Concentration.Of([600m, 300m, 100m]);

        await Assert.That(concentration.Hhi).IsEqualTo(0.46m);
        await Assert.That(concentration.EffectivePositions!.Value).IsEqualTo(1m / 0.46m);
        await Assert.That(concentration.DiversificationScore).IsEqualTo(0.4m);
    }

    [Test]
    [Arguments(51, 49, "high")]
    [Arguments(50, 50, "medium")]
    public async Task More_than_half_in_one_position_is_high(int first, int second, string risk)
    {
        await Assert.That(Concentration.Of([first, second]).Risk).IsEqualTo(risk);
    }

    [Test]
    [Arguments(31, "medium")]
    [Arguments(30, "low")]
    public async Task More_than_three_tenths_in_one_position_is_medium(int first, string risk)
    {
        await Assert.That(Concentration.Of([first, 25, 20, 55 - first]).Risk).IsEqualTo(risk);
    }

    [Test]
    public async Task A_single_position_has_no_diversification()
    {
        await Assert.That(Concentration.Of([10m])).IsEqualTo(new Concentration(1m, 0m, "high", 1m, 1m, 1));
    }

    [Test]
    public async Task A_worthless_position_does_not_count()
    {
        await Assert.That(Concentration.Of([10m, 0m]).Positions).IsEqualTo(1);
    }

    [Test]
    public async Task Without_any_value_the_risk_is_unknown_and_not_high()
    {
        await Assert.That(Concentration.Of([])).IsEqualTo(new Concentration(null, null, "unknown", null, null, 0));
        await Assert.That(Concentration.Of([0m]).Risk).IsEqualTo("unknown");
    }

    [Test]
    public async Task With_a_negative_value_there_are_no_weights()
    {
        await Assert.That(Concentration.Of([100m, -20m]).LargestWeight).IsNull();
        await Assert.That(Concentration.Of([100m, -20m]).Risk).IsEqualTo("unknown");
    }
}
