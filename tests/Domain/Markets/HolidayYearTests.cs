using System.Globalization;
using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Tests.Domain.Markets;

/// <summary>The rules against the lists that the exchanges published, all weekdays of a year at once.</summary>
internal sealed class HolidayYearTests
{
    private static string Closures(string exchange, int year) => Days(
        year, day => !HolidayYear.IsWeekend(day) && !ExchangeCalendar.All[exchange].IsTradingDay(day));

    private static string HalfDays(string exchange, int year) => Days(year, ExchangeCalendar.All[exchange].IsHalfDay);

    private static string Days(int year, Func<DateOnly, bool> where) => string.Join(
        ' ',
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(i => new DateOnly(year, 1, 1).AddDays(i))
            .Where(where)
            .Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)));

    [Test]
    [Arguments(2001, "01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11 09-12 09-13 09-14 11-22 12-25")]
    [Arguments(2012, "01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25")]
    [Arguments(2018, "01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25")]
    [Arguments(2019, "01-01 01-21 02-18 04-19 05-27 07-04 09-02 11-28 12-25")]
    [Arguments(2020, "01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25")]
    [Arguments(2021, "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24")]
    [Arguments(2022, "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26")]
    [Arguments(2023, "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25")]
    [Arguments(2024, "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25")]
    [Arguments(2025, "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25")]
    [Arguments(2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25")]
    [Arguments(2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24")]
    [Arguments(2028, "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25")]
    public async Task New_York_and_Nasdaq_close_on_the_published_days(int year, string days)
    {
        await Assert.That(Closures("NYSE", year)).IsEqualTo(days);
        await Assert.That(Closures("NASDAQ", year)).IsEqualTo(days);
    }

    [Test]
    [Arguments(2019, "07-03 11-29 12-24")]
    [Arguments(2020, "11-27 12-24")]
    [Arguments(2021, "11-26")]
    [Arguments(2022, "11-25")]
    [Arguments(2023, "07-03 11-24")]
    [Arguments(2024, "07-03 11-29 12-24")]
    [Arguments(2025, "07-03 11-28 12-24")]
    [Arguments(2026, "11-27 12-24")]
    [Arguments(2027, "11-26")]
    [Arguments(2028, "07-03 11-24")]
    public async Task New_York_has_the_published_half_days(int year, string days)
    {
        await Assert.That(HalfDays("NYSE", year)).IsEqualTo(days);
    }

    [Test]
    [Arguments("LSE", 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28", "12-24 12-31")]
    [Arguments("LSE", 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28", "12-24 12-31")]
    [Arguments("LSE", 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27", "12-23 12-30")]
    [Arguments("LSE", 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26", "12-22 12-29")]
    [Arguments("LSE", 2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26", "12-24 12-31")]
    [Arguments("LSE", 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26", "12-24 12-31")]
    [Arguments("LSE", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28", "12-24 12-31")]
    [Arguments("XETRA", 2021, "01-01 04-02 04-05 05-24 12-24 12-31", "12-30")]
    [Arguments("XETRA", 2022, "04-15 04-18 12-26", "12-30")]
    [Arguments("XETRA", 2023, "04-07 04-10 05-01 12-25 12-26", "12-29")]
    [Arguments("XETRA", 2024, "01-01 03-29 04-01 05-01 12-24 12-25 12-26 12-31", "12-30")]
    [Arguments("XETRA", 2025, "01-01 04-18 04-21 05-01 12-24 12-25 12-26 12-31", "12-30")]
    [Arguments("XETRA", 2026, "01-01 04-03 04-06 05-01 12-24 12-25 12-31", "12-30")]
    [Arguments("EURONEXT", 2019, "01-01 04-19 04-22 05-01 12-25 12-26", "12-24 12-31")]
    [Arguments("EURONEXT", 2023, "04-07 04-10 05-01 12-25 12-26", "")]
    [Arguments("EURONEXT", 2024, "01-01 03-29 04-01 05-01 12-25 12-26", "12-24 12-31")]
    [Arguments("EURONEXT", 2025, "01-01 04-18 04-21 05-01 12-25 12-26", "12-24 12-31")]
    [Arguments("EURONEXT", 2026, "01-01 04-03 04-06 05-01 12-25", "12-24 12-31")]
    public async Task Europe_closes_on_the_published_days(string exchange, int year, string days, string halfDays)
    {
        await Assert.That(Closures(exchange, year)).IsEqualTo(days);
        await Assert.That(HalfDays(exchange, year)).IsEqualTo(halfDays);
    }

    [Test]
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

    [Test]
    [Arguments(2023, "01-02 01-03 01-09 02-23 03-21 05-03 05-04 05-05 07-17 08-11 09-18 10-09 11-03 11-23")]
    [Arguments(2024,
        "01-01 01-02 01-03 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 11-04 12-31")]
    [Arguments(2025,
        "01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-24 12-31")]
    [Arguments(2026,
        "01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 "
        + "12-31")]
    public async Task Tokyo_closes_on_the_published_days(int year, string days)
    {
        await Assert.That(Closures("JPX", year)).IsEqualTo(days);
        await Assert.That(HalfDays("JPX", year)).IsEmpty();
    }

    [Test]
    [Arguments(2023, "01-02 01-23 01-24 01-25 04-05 04-07 04-10 05-01 05-26 06-22 10-02 10-23 12-25 12-26", "")]
    [Arguments(2024, "01-01 02-12 02-13 03-29 04-01 04-04 05-01 05-15 06-10 07-01 09-18 10-01 10-11 12-25 12-26",
        "02-09 12-24 12-31")]
    [Arguments(2025, "01-01 01-29 01-30 01-31 04-04 04-18 04-21 05-01 05-05 07-01 10-01 10-07 10-29 12-25 12-26",
        "01-28 12-24 12-31")]
    [Arguments(2026, "01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25",
        "02-16 12-24 12-31")]
    public async Task Hong_Kong_closes_on_the_published_days(int year, string days, string halfDays)
    {
        await Assert.That(Closures("HKEX", year)).IsEqualTo(days);
        await Assert.That(HalfDays("HKEX", year)).IsEqualTo(halfDays);
    }

    [Test]
    [Arguments(2022, "01-03 01-26 04-15 04-18 04-25 06-13 09-22 12-26 12-27", "")]
    [Arguments(2023, "01-02 01-26 04-07 04-10 04-25 06-12 12-25 12-26", "12-22 12-29")]
    [Arguments(2024, "01-01 01-26 03-29 04-01 04-25 06-10 12-25 12-26", "12-24 12-31")]
    [Arguments(2025, "01-01 01-27 04-18 04-21 04-25 06-09 12-25 12-26", "12-24 12-31")]
    public async Task Sydney_closes_on_the_published_days(int year, string days, string halfDays)
    {
        await Assert.That(Closures("ASX", year)).IsEqualTo(days);
        await Assert.That(HalfDays("ASX", year)).IsEqualTo(halfDays);
    }

    [Test]
    public async Task Beyond_the_reach_of_the_moon_and_the_sun_the_other_holidays_remain()
    {
        await Assert.That(Closures("HKEX", 2150)).Contains("07-01").And.DoesNotContain("02-");
        await Assert.That(Closures("JPX", 2150)).DoesNotContain("09-23").And.Contains("12-31");
    }
}
