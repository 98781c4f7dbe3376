using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class DrawdownTests
{
    private static readonly DateOnly Start = new(2024, 1, 1);

    private static Drawdown Of(params double[] levels) =>
        Drawdown.Of([.. levels.Select((_, i) => Start.AddDays(i))], levels);

    [Test]
    public async Task The_deepest_fall_has_its_peak_its_trough_and_its_recovery()
    {
        var drawdown = Of(100, 120, 110, 90, 100, 120, 118, 130);

        await Assert.That(drawdown.Depth!.Value).IsEqualTo(-0.25).Within(1e-15);
        await Assert.That(drawdown.PeakOn).IsEqualTo(Start.AddDays(1));
        await Assert.That(drawdown.TroughOn).IsEqualTo(Start.AddDays(3));
        await Assert.That(drawdown.RecoveredOn).IsEqualTo(Start.AddDays(5));
    }

    [Test]
    public async Task A_fall_that_has_not_been_made_up_has_no_recovery()
    {
        var drawdown = Of(1, 2, 1, 1.99);

        await Assert.That(drawdown.Depth!.Value).IsEqualTo(-0.5).Within(1e-15);
        await Assert.That(drawdown.RecoveredOn).IsNull();
    }

    [Test]
    public async Task A_higher_peak_with_a_smaller_fall_does_not_replace_the_deepest()
    {
        var drawdown = Of(100, 50, 100, 200, 150, 210);

        await Assert.That(drawdown.Depth).IsEqualTo(-0.5);
        await Assert.That(drawdown.PeakOn).IsEqualTo(Start);
        await Assert.That(drawdown.RecoveredOn).IsEqualTo(Start.AddDays(2));
    }

    [Test]
    public async Task Of_a_flat_peak_the_last_day_counts_and_of_a_flat_trough_the_first()
    {
        var drawdown = Of(100, 100, 80, 80, 100);

        await Assert.That(drawdown.PeakOn).IsEqualTo(Start.AddDays(1));
        await Assert.That(drawdown.TroughOn).IsEqualTo(Start.AddDays(2));
    }

    [Test]
    public async Task An_index_that_never_falls_has_the_depth_zero_and_no_days()
    {
        await Assert.That(Of(1, 1, 1.5)).IsEqualTo(new Drawdown(0, null, null, null));
    }

    [Test]
    public async Task Rounding_in_the_last_digits_is_no_fall_and_hinders_no_recovery()
    {
        await Assert.That(Of(1, 1 - 1e-15, 1).Depth).IsEqualTo(0);
        await Assert.That(Of(1, 0.5, 1 - 1e-15).RecoveredOn).IsEqualTo(Start.AddDays(2));
    }

    [Test]
    public async Task A_total_loss_is_minus_one()
    {
        await Assert.That(Of(1, 0).Depth).IsEqualTo(-1);
    }

    [Test]
    public async Task Without_two_levels_there_is_none()
    {
        await Assert.That(Of(1).Depth).IsNull();
        await Assert.That(Of().Reason).IsEqualTo("At least two levels of the index are needed.");
    }

    [Test]
    [Arguments(0d, 1d)]
    [Arguments(1d, -1d)]
    [Arguments(1d, double.NaN)]
    [Arguments(1d, double.PositiveInfinity)]
    public async Task A_level_that_is_no_level_is_a_reason(double first, double second)
    {
        await Assert.That(Of(first, second).Depth).IsNull();
        await Assert.That(Of(first, second).Reason)
            .IsEqualTo("The index begins at zero, or has a level that is negative or no number.");
    }

    [Test]
    public async Task A_level_without_a_day_is_a_mistake_of_the_caller()
    {
        await Assert.That(() => Drawdown.Of([Start], [1d, 2d])).Throws<ArgumentException>();
    }
}
