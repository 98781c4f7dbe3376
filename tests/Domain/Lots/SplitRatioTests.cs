using System.Globalization;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Lots;

internal sealed class SplitRatioTests
{
    [Test]
    [Arguments("2.0000", 2, 1)]
    [Arguments("7.0000", 7, 1)]
    [Arguments("1.5", 3, 2)]
    [Arguments("1.0500", 21, 20)]
    [Arguments("1.25", 5, 4)]
    [Arguments("0.1", 1, 10)]
    [Arguments("0.0050", 1, 200)]
    [Arguments("0.001", 1, 1000)]
    [Arguments("1000", 1000, 1)]
    [Arguments("0.3333", 1, 3)]
    [Arguments("0.3333000000", 1, 3)]
    [Arguments("0.333333333333333333", 1, 3)]
    [Arguments("0.6667", 2, 3)]
    [Arguments("0.6666", 2, 3)]
    [Arguments("1.3333", 4, 3)]
    [Arguments("0.142857", 1, 7)]
    [Arguments("0.0333", 1, 30)]
    [Arguments("0.029412", 1, 34)]
    [Arguments("1.034483", 30, 29)]
    [Arguments("1", 1, 1)]
    internal async Task A_ratio_of_small_integers_is_read(string factor, int newShares, int oldShares)
    {
        var isRatio = SplitRatio.TryFrom(decimal.Parse(factor, CultureInfo.InvariantCulture), out var n, out var o);

        await Assert.That((isRatio, n, o)).IsEqualTo((true, newShares, oldShares));
    }

    [Test]
    [Arguments("1.046", "a spin-off in disguise")]
    [Arguments("1.0460", "the same as the provider writes it")]
    [Arguments("1.324", "331:250")]
    [Arguments("1.281", "41:32 is only near")]
    [Arguments("1.2813", "41:32 rounds to this, but at four places so do too many")]
    [Arguments("0.333", "three places are too few")]
    [Arguments("0.0067", "1:149 or 1:150")]
    [Arguments("1.02", "51:50 is beyond the limit")]
    [Arguments("1001", "beyond the limit")]
    [Arguments("0.0005", "1:2000 is beyond the limit")]
    [Arguments("0", "no factor")]
    [Arguments("-2", "no factor")]
    [Arguments("79228162514264337593543950335", "the largest decimal")]
    internal async Task Anything_else_is_no_split(string factor, string reason)
    {
        var isRatio = SplitRatio.TryFrom(decimal.Parse(factor, CultureInfo.InvariantCulture), out var n, out var o);

        await Assert.That((isRatio, n, o)).IsEqualTo((false, 0, 0)).Because(reason);
    }

    [Test]
    public async Task Few_arbitrary_factors_of_four_places_pass_for_a_split()
    {
        // What the rule promises: of the 10,000 factors from 1.0000 to 1.9999, at most one in a hundred by tolerance.
        // The factors that are small ratios exactly are no matter of tolerance.
        var byTolerance = Enumerable.Range(10_000, 10_000)
            .Select(i => i / 10_000m)
            .Count(factor => SplitRatio.TryFrom(factor, out var n, out var o) && (decimal)n / o != factor);

        await Assert.That(byTolerance).IsBetween(1, 100);
    }
}
