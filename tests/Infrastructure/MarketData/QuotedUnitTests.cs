using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class QuotedUnitTests
{
    [Test]
    [Arguments("GBX", "GBP", 0.01)]
    [Arguments("GBp", "GBP", 0.01)]
    [Arguments("GBP", "GBP", 1.0)]
    [Arguments("ZAc", "ZAR", 0.01)]
    [Arguments("ZAC", "ZAR", 0.01)]
    [Arguments("ILA", "ILS", 0.01)]
    [Arguments("eur", "EUR", 1.0)]
    public async Task A_hundredth_is_told_from_a_whole_currency(string written, string currency, double scale) =>
        await Assert.That(QuotedUnit.Of(written)).IsEqualTo(new QuotedUnit(currency, (decimal)scale, IsGuess: false));

    [Test]
    [Arguments("")]
    [Arguments("None")]
    [Arguments("US")]
    [Arguments("U5D")]
    [Arguments(null)]
    public async Task What_is_no_currency_code_is_no_unit(string? written) =>
        await Assert.That(QuotedUnit.Of(written)).IsNull();

    [Test]
    [Arguments("TSCO.LON", "GBP", 0.01)]
    [Arguments("SAP.DEX", "EUR", 1.0)]
    [Arguments("7203.TYO", "JPY", 1.0)]
    [Arguments("IBM", "USD", 1.0)]
    [Arguments("BRK-B", "USD", 1.0)]
    [Arguments("BRK.B", "USD", 1.0)]
    public async Task The_ticker_suggests_a_unit_and_says_that_it_is_a_guess(
        string symbol, string currency, double scale) =>
        await Assert.That(QuotedUnit.Guess(symbol)).IsEqualTo(new QuotedUnit(currency, (decimal)scale, IsGuess: true));

    [Test]
    public async Task An_exchange_that_nobody_knows_suggests_nothing() =>
        await Assert.That(QuotedUnit.Guess("ABC.XYZ")).IsNull();
}
