using PortfolioTracker.Domain.Currencies;

namespace PortfolioTracker.Tests.Domain.Currencies;

internal sealed class RoundingTests
{
    [Test]
    public async Task Money_keeps_the_minor_unit_of_its_currency_and_two_places_at_least()
    {
        await Assert.That(Rounding.Money(1.005m, "USD")).IsEqualTo(1.01m);
        await Assert.That(Rounding.Money(-1.005m, "USD")).IsEqualTo(-1.01m);
        await Assert.That(Rounding.Money(1.2345m, "KWD")).IsEqualTo(1.235m);
        await Assert.That(Rounding.Money(1.234m, "JPY")).IsEqualTo(1.23m);
        await Assert.That(Rounding.Money((decimal?)null, "USD")).IsNull();
    }

    [Test]
    public async Task Prices_have_six_places_percents_four_and_rates_ten()
    {
        await Assert.That(Rounding.Price(0.12345678m)).IsEqualTo(0.123457m);
        await Assert.That(Rounding.Price((decimal?)0.12345678m)).IsEqualTo(0.123457m);
        await Assert.That(Rounding.Percent(0.123456789m)).IsEqualTo(12.3457m);
        await Assert.That(Rounding.ShortPercent(0.123456789m)).IsEqualTo(12.35m);
        await Assert.That(Rounding.Ratio(0.123456m)).IsEqualTo(0.1235m);
        await Assert.That(Rounding.Rate(1 / 3m)).IsEqualTo(0.3333333333m);
    }

    [Test]
    public async Task What_is_unknown_stays_unknown_and_so_does_what_is_too_large_to_tell()
    {
        await Assert.That(Rounding.Price(null)).IsNull();
        await Assert.That(Rounding.Percent((decimal?)null)).IsNull();
        await Assert.That(Rounding.ShortPercent(null)).IsNull();
        await Assert.That(Rounding.Ratio((decimal?)null)).IsNull();
        await Assert.That(Rounding.Percent(1e30)).IsNull();
        await Assert.That(Rounding.Ratio(double.NaN)).IsNull();
        await Assert.That(Rounding.Percent(0.5)).IsEqualTo(50m);
        await Assert.That(Rounding.Ratio(0.5)).IsEqualTo(0.5m);
    }
}
