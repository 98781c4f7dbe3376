using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Tests.Domain.Markets;

internal sealed class ExchangesTests
{
    [Test]
    [Arguments("IBM", null, "NYSE")]
    [Arguments("BRK.B", null, "NYSE")]
    [Arguments("BRK-B", null, "NYSE")]
    [Arguments("AAPL", "NASDAQ", "NASDAQ")]
    [Arguments("SPY", "NYSE ARCA", "NYSE")]
    [Arguments("TSCO.LON", null, "LSE")]
    [Arguments("tsco.lon", null, "LSE")]
    [Arguments("MBG.DEX", null, "XETRA")]
    [Arguments("MC.PA", null, "EURONEXT")]
    [Arguments("SHOP.TRT", null, "TSX")]
    [Arguments("7203.T", null, "JPX")]
    [Arguments("0700.HK", null, "HKEX")]
    [Arguments("BHP.ASX", null, "ASX")]
    [Arguments("RELIANCE.BSE", null, "BSE")]
    [Arguments("RELIANCE.NSE", null, "NSE")]
    [Arguments("RELIANCE", "Bombay", "BSE")]
    [Arguments("600104.SHH", null, "UNKNOWN")]
    [Arguments("SHOP", "Toronto", "TSX")]
    [Arguments("VOD", "lse", "LSE")]
    public async Task A_symbol_finds_its_exchange(string symbol, string? exchange, string code)
    {
        await Assert.That(ExchangeCalendar.ForSymbol(symbol, exchange).Code).IsEqualTo(code);
    }

    [Test]
    public async Task Every_exchange_is_found_by_its_code_and_has_its_time_zone()
    {
        await Assert.That(ExchangeCalendar.All.Keys).IsEquivalentTo(
            new[] { "NYSE", "NASDAQ", "TSX", "LSE", "XETRA", "EURONEXT", "JPX", "HKEX", "ASX", "NSE", "BSE" });
        foreach (var (code, calendar) in ExchangeCalendar.All)
        {
            await Assert.That(calendar.Code).IsEqualTo(code);
            await Assert.That(TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZoneId).Id)
                .IsEqualTo(calendar.TimeZoneId);
        }
    }

    [Test]
    [Arguments("NYSE", 2026, 11, 27, "13:00")]
    [Arguments("TSX", 2026, 12, 24, "13:00")]
    [Arguments("LSE", 2026, 12, 24, "12:30")]
    [Arguments("XETRA", 2025, 12, 30, "14:00")]
    [Arguments("EURONEXT", 2025, 12, 24, "14:05")]
    [Arguments("HKEX", 2026, 12, 24, "12:00")]
    [Arguments("ASX", 2026, 12, 24, "14:10")]
    public async Task A_half_day_ends_at_the_published_time(string code, int year, int month, int day, string closes)
    {
        await Assert.That($"{ExchangeCalendar.All[code].CloseOn(new(year, month, day)):HH:mm}").IsEqualTo(closes);
    }

    [Test]
    public async Task An_unknown_exchange_counts_as_open_on_every_weekday()
    {
        var christmas = new DateTimeOffset(2024, 12, 25, 12, 0, 0, TimeSpan.Zero);

        await Assert.That(Exchanges.Unknown.StateAt(christmas).IsOpen).IsTrue();
        await Assert.That(Exchanges.Unknown.StateAt(christmas.AddDays(3)).IsOpen).IsFalse();
        await Assert.That(Exchanges.Unknown.LastClosedSession(christmas)).IsEqualTo(new DateOnly(2024, 12, 24));
    }
}
