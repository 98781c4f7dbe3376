using static PortfolioTracker.Tests.Domain.Markets.ExchangeYear;

namespace PortfolioTracker.Tests.Domain.Markets;

/// <summary>
/// The rules against what the exchanges published. By November 2026 New York has published up to 2028, Toronto up to
/// 2026 (it publishes the next year in the last months of a year): 2027 and 2028 in Toronto are the rules' own.
/// </summary>
internal sealed class AmericanHolidaysTests
{
    // "Holidays & Trading Hours" of nyse.com, of each year; from 2021 on also the press releases "NYSE Group Announces
    // ... Holiday and Early Closings Calendar" of 28 December 2020, 27 December 2021, 8 November 2024 and 23 December
    // 2025. The days of mourning and of the hurricane were announced by themselves.
    [Test]
    [Arguments(2010, "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24", "11-26")]
    [Arguments(2012, "01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25", "07-03 11-23 12-24")]
    [Arguments(2015, "01-01 01-19 02-16 04-03 05-25 07-03 09-07 11-26 12-25", "11-27 12-24")]
    [Arguments(2018, "01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25", "07-03 11-23 12-24")]
    [Arguments(2019, "01-01 01-21 02-18 04-19 05-27 07-04 09-02 11-28 12-25", "07-03 11-29 12-24")]
    [Arguments(2020, "01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25", "11-27 12-24")]
    [Arguments(2021, "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24", "11-26")]
    [Arguments(2022, "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26", "11-25")]
    [Arguments(2023, "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25", "07-03 11-24")]
    [Arguments(2024, "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25", "07-03 11-29 12-24")]
    [Arguments(2025, "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25", "07-03 11-28 12-24")]
    [Arguments(2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25", "11-27 12-24")]
    [Arguments(2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24", "11-26")]
    [Arguments(2028, "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25", "07-03 11-24")]
    public async Task New_York_and_Nasdaq_close_on_the_published_days(int year, string days, string halfDays)
    {
        foreach (var exchange in (string[])["NYSE", "NASDAQ"])
        {
            await Assert.That(Closures(exchange, year)).IsEqualTo(days);
            await Assert.That(HalfDays(exchange, year)).IsEqualTo(halfDays);
        }
    }

    [Test]
    public async Task New_York_stayed_closed_for_four_days_in_September_2001()
    {
        await Assert.That(Closures("NYSE", 2001))
            .IsEqualTo("01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11 09-12 09-13 09-14 11-22 12-25");
    }

    // "Stock Market Holidays", tsx.com/en/trading/calendars-and-trading-hours/calendar, of each year; the ends of the
    // years also in TMX's releases "Holiday Operating Schedule" (24 November 2020 to 3 December 2025).
    [Test]
    [Arguments(2017, "01-02 02-20 04-14 05-22 07-03 08-07 09-04 10-09 12-25 12-26", "")]
    [Arguments(2018, "01-01 02-19 03-30 05-21 07-02 08-06 09-03 10-08 12-25 12-26", "12-24")]
    [Arguments(2019, "01-01 02-18 04-19 05-20 07-01 08-05 09-02 10-14 12-25 12-26", "12-24")]
    [Arguments(2020, "01-01 02-17 04-10 05-18 07-01 08-03 09-07 10-12 12-25 12-28", "12-24")]
    [Arguments(2021, "01-01 02-15 04-02 05-24 07-01 08-02 09-06 10-11 12-27 12-28", "12-24")]
    [Arguments(2022, "01-03 02-21 04-15 05-23 07-01 08-01 09-05 10-10 12-26 12-27", "")]
    [Arguments(2023, "01-02 02-20 04-07 05-22 07-03 08-07 09-04 10-09 12-25 12-26", "")]
    [Arguments(2024, "01-01 02-19 03-29 05-20 07-01 08-05 09-02 10-14 12-25 12-26", "12-24")]
    [Arguments(2025, "01-01 02-17 04-18 05-19 07-01 08-04 09-01 10-13 12-25 12-26", "12-24")]
    [Arguments(2026, "01-01 02-16 04-03 05-18 07-01 08-03 09-07 10-12 12-25 12-28", "12-24")]
    public async Task Toronto_closes_on_the_published_days(int year, string days, string halfDays)
    {
        await Assert.That(Closures("TSX", year)).IsEqualTo(days);
        await Assert.That(HalfDays("TSX", year)).IsEqualTo(halfDays);
    }
}
