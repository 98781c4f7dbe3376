using System.Globalization;
using System.Text;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class ProviderTextTests
{
    [Test]
    [Arguments("219.3000", "219.3000")]
    [Arguments("-1.2800", "-1.2800")]
    [Arguments("+7", "7")]
    [Arguments("0", "0")]
    [Arguments("000.5", "0.5")]
    [Arguments(".5", "0.5")]
    [Arguments("1e3", "1000")]
    [Arguments("1.5E-2", "0.015")]
    [Arguments("0e99", "0")]
    [Arguments("9999999999999999999999999999", "9999999999999999999999999999")]
    [Arguments("1.0000000000000000000000000000000000", "1.000000000000000000000000000")]
    [Arguments("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    public async Task A_number_keeps_every_digit(string text, string expected) =>
        await Assert.That(Number(text)!.Value.ToString(CultureInfo.InvariantCulture)).IsEqualTo(expected);

    [Test]
    [Arguments("12345678901234567890123456789")]
    [Arguments("1.2345678901234567890123456789")]
    [Arguments("0.00000000000000000000000000001")]
    [Arguments("1e400")]
    [Arguments("1e29")]
    [Arguments("abc")]
    [Arguments("1,000")]
    [Arguments("1.2.3")]
    [Arguments("--1")]
    [Arguments("0x10")]
    [Arguments("e5")]
    [Arguments("+")]
    public async Task A_number_that_would_change_is_refused(string text) =>
        await Assert.That(() => Number(text)).Throws<FormatException>();

    [Test]
    [Arguments("")]
    [Arguments("  ")]
    [Arguments("None")]
    [Arguments("none")]
    [Arguments("-")]
    [Arguments("null")]
    [Arguments("n/a")]
    [Arguments("N/A")]
    [Arguments(".")]
    [Arguments("NaN")]
    public async Task Missing_stays_missing(string text) => await Assert.That(Number(text)).IsNull();

    [Test]
    public async Task A_percent_sign_is_taken_off()
    {
        await Assert.That(ProviderText.Percent("-0.1148%"u8)).IsEqualTo(-0.1148m);
        await Assert.That(ProviderText.Percent("17900.0%"u8)).IsEqualTo(17900m);
    }

    [Test]
    [Arguments("2024-02-29", "2024-02-29")]
    [Arguments("2018-08-22 14:15:00", "2018-08-22")]
    [Arguments("2023-02-29", null)]
    [Arguments("0000-00-00", null)]
    [Arguments("2024-13-01", null)]
    [Arguments("2024-1-01", null)]
    [Arguments("2024-01-011", null)]
    [Arguments("None", null)]
    public async Task A_day_is_read_or_is_none(string text, string? expected) =>
        await Assert.That(ProviderText.Day(Encoding.UTF8.GetBytes(text)))
            .IsEqualTo(expected is null ? null : DateOnly.Parse(expected, CultureInfo.InvariantCulture));

    private static decimal? Number(string text) => ProviderText.Number(Encoding.UTF8.GetBytes(text));
}
