using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Currencies;

internal sealed class ExchangeRatesTests
{
    private static readonly DateOnly First = new(2024, 1, 1);

    private static PriceSeries Series(params (int Day, decimal Rate)[] points) =>
        PriceSeries.From(points.Select(point => new PricePoint(First.AddDays(point.Day), point.Rate)));

    private static readonly ExchangeRates Rates = new(new Dictionary<(string, string), PriceSeries>
    {
        [("USD", "EUR")] = Series((0, 0.8m), (3, 0.9m), (7, 0m)),
        [("EUR", "GBP")] = Series((1, 0.5m)),
        [("USD", "CHF")] = Series((2, 0.95m), (5, 0.96m)),
    });

    [Test]
    [Arguments("USD", "EUR", 2, "0.8")]     // the last one known
    [Arguments("EUR", "USD", 2, "1.25")]    // the other way round
    [Arguments("USD", "GBP", 4, "0.45")]    // through the euro
    [Arguments("EUR", "CHF", 2, "1.1875")]  // through the dollar, 1.25 x 0.95
    [Arguments("JPY", "JPY", 0, "1")]
    public async Task A_rate_is_direct_inverse_or_crossed(string from, string to, int day, string rate) =>
        await Assert.That(Rates.Between(from, to, First.AddDays(day))!.Value.Value)
            .IsEqualTo(decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture));

    [Test]
    [Arguments("USD", "JPY", 5)]
    [Arguments("USD", "GBP", 0)]
    [Arguments("CHF", "USD", 1)]
    [Arguments("USD", "EUR", 8)]
    public async Task What_nobody_knows_is_null_and_so_is_a_rate_of_zero(string from, string to, int day) =>
        await Assert.That(Rates.Between(from, to, First.AddDays(day))).IsNull();

    [Test]
    public async Task A_crossed_rate_is_as_old_as_its_older_leg() =>
        await Assert.That(Rates.Between("USD", "GBP", First.AddDays(4))!.Value.On).IsEqualTo(First.AddDays(1));

    [Test]
    [Arguments("USD", "EUR")]
    [Arguments("EUR", "USD")]
    [Arguments("USD", "GBP")]
    [Arguments("GBP", "CHF")]
    [Arguments("EUR", "CHF")]
    [Arguments("EUR", "EUR")]
    [Arguments("USD", "JPY")]
    public async Task Many_days_at_once_are_the_same_rates_with_their_days(string from, string to)
    {
        var (first, last) = (First.AddDays(-2), First.AddDays(9));
        var days = Enumerable.Range(first.DayNumber, 12).Select(DateOnly.FromDayNumber).ToArray();
        var (each, walked) = (days.Select(day => Rates.Between(from, to, day)), Rates.OnDays(from, to, first, last));
        var keeping = Rates.Keeping(first.AddDays(3), last.AddDays(-3));

        await Assert.That(days.Select(walked.On)).IsEquivalentTo(each);
        await Assert.That(days.Select(day => keeping.Between(from, to, day))).IsEquivalentTo(each);
        await Assert.That(days.Select(day => walked.At(day.DayNumber)))
            .IsEquivalentTo(each.Select(rate => rate?.Value ?? 0m));
    }
}
