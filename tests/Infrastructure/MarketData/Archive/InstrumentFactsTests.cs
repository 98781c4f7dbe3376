using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Archive;

internal sealed class InstrumentFactsTests
{
    private static readonly QuotedUnit Pence = new("GBP", 0.01m, IsGuess: false);

    [Test]
    [Arguments("XETRA", "Germany")]
    [Arguments("Frankfurt", "Germany")]
    [Arguments("Toronto Venture", "Canada")]
    [Arguments("United Kingdom", "United Kingdom")]
    [Arguments("Elsewhere", "Elsewhere")]
    public async Task The_region_of_a_place_of_trade_is_its_country(string told, string region)
    {
        var facts = InstrumentFacts.From(Match("Somebody", "Equity", "EUR") with { Region = told }, "ABC.DEX");

        await Assert.That(facts.Region).IsEqualTo(region);
    }

    [Test]
    public async Task The_search_tells_name_type_region_and_the_unit_of_the_quote()
    {
        var facts = InstrumentFacts.From(Match("Tesco PLC", "Equity", "GBX"), "TSCO.LON");

        await Assert.That(facts).IsEqualTo(new InstrumentFacts(
            "TSCO.LON", Name: "Tesco PLC", AssetClass: "Stock", Region: "United Kingdom", Unit: Pence));
    }

    [Test]
    [Arguments("ETF", "ETF")]
    [Arguments("Mutual Fund", "Fund")]
    [Arguments("Equity", "Stock")]
    public async Task The_asset_class_has_our_name(string type, string assetClass) =>
        await Assert.That(InstrumentFacts.From(Match("X", type, "USD"), "X").AssetClass).IsEqualTo(assetClass);

    [Test]
    public async Task The_text_null_is_no_name() =>
        await Assert.That(InstrumentFacts.From(Match("null", "Equity", "USD"), "X").Name).IsNull();

    [Test]
    [Arguments("TECHNOLOGY", "Technology")]
    [Arguments("REAL ESTATE", "Real Estate")]
    [Arguments("Financial Services", "Financial Services")]
    [Arguments("None", null)]
    [Arguments("-", null)]
    public async Task Sectors_are_written_in_title_case(string sent, string? sector) =>
        await Assert.That(InstrumentFacts.From(Overview(sent), "IBM").Sector).IsEqualTo(sector);

    [Test]
    public async Task Newer_facts_fill_in_and_never_erase()
    {
        var stored = new InstrumentFacts("IBM", Name: "IBM", Sector: "Technology", Unit: Pence);

        var merged = stored.With(new("IBM", Region: "United States", Unit: new("USD", 1m, IsGuess: true)));

        await Assert.That(merged).IsEqualTo(stored with { Region = "United States" });
    }

    [Test]
    public async Task A_named_unit_takes_the_place_of_a_guess()
    {
        var stored = new InstrumentFacts("X.LON", Unit: Pence with { IsGuess = true });
        var pounds = new QuotedUnit("GBP", 1m, IsGuess: false);

        await Assert.That(stored.With(new("X.LON", Unit: pounds)).Unit).IsEqualTo(pounds);
    }

    private static SymbolMatch Match(string name, string type, string currency) =>
        new("X", name, type, "United Kingdom", null, null, null, currency, 1m);

    private static CompanyOverview Overview(string sector) =>
        new("IBM", "IBM", "Common Stock", "NYSE", "USD", "USA", sector, null, new Dictionary<string, string>());
}
