using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Tests.Domain.Risk;

internal sealed class MomentsTests
{
    /// <summary>2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares around it 9+1+1+1+0+0+4+16 = 32, over 7.</summary>
    private static readonly double[] Textbook = [2, 4, 4, 4, 5, 5, 7, 9];

    [Test]
    public async Task Mean_and_sample_deviation_agree_with_the_hand_worked_example()
    {
        await Assert.That(Moments.Mean(Textbook)).IsEqualTo(5);
        await Assert.That(Moments.SampleDeviation(Textbook)).IsEqualTo(Math.Sqrt(32d / 7)).Within(1e-15);
    }

    [Test]
    public async Task A_large_offset_costs_no_digits()
    {
        var shifted = Textbook.Select(value => value + 1e9).ToArray();

        await Assert.That(Moments.SampleDeviation(shifted)).IsEqualTo(Math.Sqrt(32d / 7)).Within(1e-9);
    }

    [Test]
    public async Task Covariance_of_opposite_series_is_the_negative_variance()
    {
        var opposite = Textbook.Select(value => -value).ToArray();

        await Assert.That(Moments.SampleCovariance(Textbook, opposite)).IsEqualTo(-32d / 7).Within(1e-14);
    }
}
