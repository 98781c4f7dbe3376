using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Prices;

internal sealed class OwnPricesTests
{
    private static readonly DateOnly Monday = new(2024, 1, 1);

    private static readonly OwnPrices Own = new("FUND", "EUR", PriceSeries.From([new(Monday, 12m)]));

    private static MarketView Market(Security security) =>
        new(new Dictionary<string, Security> { ["FUND"] = security }, ExchangeRates.None);

    [Test]
    public async Task Where_no_provider_has_prices_those_of_the_holder_count()
    {
        var seen = Market(Security.Unknown("FUND")).With([Own]).Of("FUND");

        await Assert.That((seen.Prices.Last, seen.Source)).IsEqualTo((new PricePoint(Monday, 12m), OwnPrices.Source));
        await Assert.That((seen.Instrument.Currency, seen.Instrument.CurrencyIsGuess)).IsEqualTo(("EUR", false));
    }

    [Test]
    public async Task Two_sources_are_never_mixed_and_what_is_not_asked_about_is_not_added()
    {
        var listed = Security.Unknown("FUND") with { Prices = PriceSeries.From([new(Monday, 9m)]) };

        await Assert.That(Market(listed).With([Own]).Of("FUND")).IsEqualTo(listed);
        await Assert.That(Market(listed).With([Own with { Symbol = "ELSE" }]).Securities.Keys).IsEquivalentTo(["FUND"]);
        var market = Market(listed);
        await Assert.That(market.With([])).IsSameReferenceAs(market);
    }
}
