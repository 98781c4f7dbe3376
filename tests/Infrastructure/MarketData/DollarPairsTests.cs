using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class DollarPairsTests
{
    [Test]
    public async Task A_pair_is_named_by_its_currency_whichever_way_it_is_written()
    {
        await Assert.That(DollarPairs.CurrencyOf("EUR/USD")).IsEqualTo("EUR");
        await Assert.That(DollarPairs.CurrencyOf("USD/JPY")).IsEqualTo("JPY");
        await Assert.That(DollarPairs.CurrencyOf("AZN.LON")).IsNull();
        await Assert.That(DollarPairs.CurrencyOf("^GSPC")).IsNull();
    }

    [Test]
    public async Task A_small_unit_is_quoted_for_one_dollar_so_that_its_rate_keeps_its_figures()
    {
        await Assert.That(DollarPairs.QuotedAs("JPY")).IsEqualTo(("USD", "JPY"));
        await Assert.That(DollarPairs.QuotedAs("EUR")).IsEqualTo(("EUR", "USD"));
    }
}
