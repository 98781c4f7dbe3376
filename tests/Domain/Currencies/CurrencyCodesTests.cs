using PortfolioTracker.Domain.Currencies;

namespace PortfolioTracker.Tests.Domain.Currencies;

internal sealed class CurrencyCodesTests
{
    [Test]
    [Arguments("GBX", "GBP", 0.01)]
    [Arguments("GBp", "GBP", 0.01)]
    [Arguments("gbx", "GBP", 0.01)]
    [Arguments(" gbp ", "GBP", 1.0)]
    [Arguments("GBP", "GBP", 1.0)]
    [Arguments("ZAc", "ZAR", 0.01)]
    [Arguments("ILA", "ILS", 0.01)]
    [Arguments("eur", "EUR", 1.0)]
    public async Task A_hundredth_is_told_from_a_whole_currency_however_it_is_written(
        string written, string currency, double unit)
    {
        var major = CurrencyCodes.Major(CurrencyCodes.InCapitals(written));

        await Assert.That(major).IsEqualTo((currency, (decimal)unit));
        await Assert.That(CurrencyCodes.Exists(major.Currency)).IsTrue();
    }

    [Test]
    [Arguments("XAU")]
    [Arguments("XDR")]
    [Arguments("CLF")]
    [Arguments("LTL")]
    [Arguments("SIT")]
    public async Task Metals_units_of_account_and_what_became_the_euro_exist(string code) =>
        await Assert.That(CurrencyCodes.Exists(code)).IsTrue();

    [Test]
    [Arguments("GBX")]
    [Arguments("XXX")]
    [Arguments("usd")]
    [Arguments("")]
    public async Task What_is_no_money_of_its_own_does_not_exist(string code) =>
        await Assert.That(CurrencyCodes.Exists(code)).IsFalse();
}
