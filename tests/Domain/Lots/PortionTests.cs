using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Lots;

internal sealed class PortionTests
{
    [Test]
    public async Task A_third_of_thirty_is_ten()
    {
        await Assert.That(Portion.Of(30m, 1m, 3m)).IsEqualTo((10m, 20m));
    }

    [Test]
    public async Task The_whole_takes_all_and_leaves_exactly_zero()
    {
        await Assert.That(Portion.Of(12.34567890123456789m, 0.3m, 0.3m)).IsEqualTo((12.34567890123456789m, 0m));
    }

    [Test]
    [Arguments("1000000", "0.0000001", "3")]
    [Arguments("-7.77", "1", "3")]
    [Arguments("999999999999999999.9999999999", "0.0000000001", "999999999999999999.9999999999")]
    [Arguments("123456789012345678.1234567891", "333333333333333333.3333333333", "999999999999999999.9999999999")]
    [Arguments("79228162514264337593543950335", "1", "3")]
    [Arguments("0.000000000000000000000001", "1", "3")]
    internal async Task Part_and_left_add_up_to_the_total_exactly(string total, string part, string whole)
    {
        var (taken, left) = Portion.Of(Number(total), Number(part), Number(whole));

        await Assert.That(taken + left).IsEqualTo(Number(total));
        await Assert.That(Math.Abs(taken)).IsLessThanOrEqualTo(Math.Abs(Number(total)));
    }

    [Test]
    public async Task What_is_not_known_has_no_parts()
    {
        await Assert.That(Portion.Of((decimal?)null, 1m, 3m)).IsEqualTo((null, null));
        await Assert.That(Portion.Of((decimal?)9m, 1m, 3m)).IsEqualTo((3m, 6m));
    }

    private static decimal Number(string digits) =>
        decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
