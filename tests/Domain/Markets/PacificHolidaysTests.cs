using static PortfolioTracker.Tests.Domain.Markets.ExchangeYear;

namespace PortfolioTracker.Tests.Domain.Markets;

/// <summary>
/// The rules against what the exchanges published. By autumn 2026 all three have published up to 2027: 2028 and later,
/// with equinoxes and lunar days, are the rules' own.
/// </summary>
internal sealed class PacificHolidaysTests
{
    // "Market Holidays", jpx.co.jp/english/corporate/about-jpx/calendar, of each year; 2012, 2023 and 2024 as the tests
    // of the public library exchange_calendars restate them. On 1 October 2020 the system failed.
    [Test]
    [Arguments(2012, "01-02 01-03 01-09 03-20 04-30 05-03 05-04 07-16 09-17 10-08 11-23 12-24 12-31")]
    [Arguments(2019,
        "01-01 01-02 01-03 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-06 07-15 08-12 09-16 09-23 10-14 10-22 "
        + "11-04 12-31")]
    [Arguments(2020,
        "01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 10-01 11-03 "
        + "11-23 12-31")]
    [Arguments(2021,
        "01-01 01-11 02-11 02-23 04-29 05-03 05-04 05-05 07-22 07-23 08-09 09-20 09-23 11-03 11-23 12-31")]
    [Arguments(2022,
        "01-03 01-10 02-11 02-23 03-21 04-29 05-03 05-04 05-05 07-18 08-11 09-19 09-23 10-10 11-03 11-23")]
    [Arguments(2023, "01-02 01-03 01-09 02-23 03-21 05-03 05-04 05-05 07-17 08-11 09-18 10-09 11-03 11-23")]
    [Arguments(2024,
        "01-01 01-02 01-03 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 11-04 12-31")]
    [Arguments(2025,
        "01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-24 12-31")]
    [Arguments(2026,
        "01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 "
        + "12-31")]
    [Arguments(2027,
        "01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23 12-31")]
    public async Task Tokyo_closes_on_the_published_days(int year, string days)
    {
        await Assert.That(Closures("JPX", year)).IsEqualTo(days);
        await Assert.That(HalfDays("JPX", year)).IsEmpty();
    }

    // "Trading Calendar and Holiday Schedule" of hkex.com.hk, of each year. What it did not foretell was announced on
    // the day: the storms, and the holiday of September 2015.
    [Test]
    [Arguments(2013, "01-01 02-11 02-12 02-13 03-29 04-01 04-04 05-01 05-17 06-12 07-01 08-14 09-20 10-01 10-14 12-25 "
        + "12-26", "12-24 12-31")]
    [Arguments(2015, "01-01 02-19 02-20 04-03 04-06 04-07 05-01 05-25 07-01 09-03 09-28 10-01 10-21 12-25",
        "02-18 12-24 12-31")]
    [Arguments(2016, "01-01 02-08 02-09 02-10 03-25 03-28 04-04 05-02 06-09 07-01 08-02 09-16 10-10 10-21 12-26 12-27",
        "")]
    [Arguments(2017, "01-02 01-30 01-31 04-04 04-14 04-17 05-01 05-03 05-30 08-23 10-02 10-05 12-25 12-26", "01-27")]
    [Arguments(2018, "01-01 02-16 02-19 03-30 04-02 04-05 05-01 05-22 06-18 07-02 09-25 10-01 10-17 12-25 12-26",
        "02-15 12-24 12-31")]
    [Arguments(2019, "01-01 02-05 02-06 02-07 04-05 04-19 04-22 05-01 05-13 06-07 07-01 10-01 10-07 12-25 12-26",
        "02-04 12-24 12-31")]
    [Arguments(2020, "01-01 01-27 01-28 04-10 04-13 04-30 05-01 06-25 07-01 10-01 10-02 10-13 10-26 12-25",
        "01-24 12-24 12-31")]
    [Arguments(2021, "01-01 02-12 02-15 04-02 04-05 04-06 05-19 06-14 07-01 09-22 10-01 10-13 10-14 12-27",
        "02-11 12-24 12-31")]
    [Arguments(2022, "02-01 02-02 02-03 04-05 04-15 04-18 05-02 05-09 06-03 07-01 09-12 10-04 12-26 12-27", "01-31")]
    [Arguments(2023, "01-02 01-23 01-24 01-25 04-05 04-07 04-10 05-01 05-26 06-22 07-17 09-01 09-08 10-02 10-23 12-25 "
        + "12-26", "")]
    [Arguments(2024, "01-01 02-12 02-13 03-29 04-01 04-04 05-01 05-15 06-10 07-01 09-06 09-18 10-01 10-11 12-25 12-26",
        "02-09 12-24 12-31")]
    [Arguments(2025, "01-01 01-29 01-30 01-31 04-04 04-18 04-21 05-01 05-05 07-01 10-01 10-07 10-29 12-25 12-26",
        "01-28 12-24 12-31")]
    [Arguments(2026, "01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25",
        "02-16 12-24 12-31")]
    [Arguments(2027, "01-01 02-08 02-09 03-26 03-29 04-05 05-13 06-09 07-01 09-16 10-01 10-08 12-27",
        "02-05 12-24 12-31")]
    public async Task Hong_Kong_closes_on_the_published_days(int year, string days, string halfDays)
    {
        await Assert.That(Closures("HKEX", year)).IsEqualTo(days);
        await Assert.That(HalfDays("HKEX", year)).IsEqualTo(halfDays);
    }

    // "Trading calendar" of the cash market, asx.com.au, of each year. In 2022 and 2023 it says in so many words that
    // the Friday before a Christmas Eve on a weekend is open; in 2011 and 2016 such Fridays closed early.
    [Test]
    [Arguments(2012, "01-02 01-26 04-06 04-09 04-25 06-11 12-25 12-26", "12-24 12-31")]
    [Arguments(2016, "01-01 01-26 03-25 03-28 04-25 06-13 12-26 12-27", "12-23 12-30")]
    [Arguments(2018, "01-01 01-26 03-30 04-02 04-25 06-11 12-25 12-26", "12-24 12-31")]
    [Arguments(2019, "01-01 01-28 04-19 04-22 04-25 06-10 12-25 12-26", "12-24 12-31")]
    [Arguments(2020, "01-01 01-27 04-10 04-13 06-08 12-25 12-28", "12-24 12-31")]
    [Arguments(2021, "01-01 01-26 04-02 04-05 06-14 12-27 12-28", "12-24 12-31")]
    [Arguments(2022, "01-03 01-26 04-15 04-18 04-25 06-13 09-22 12-26 12-27", "")]
    [Arguments(2023, "01-02 01-26 04-07 04-10 04-25 06-12 12-25 12-26", "")]
    [Arguments(2024, "01-01 01-26 03-29 04-01 04-25 06-10 12-25 12-26", "12-24 12-31")]
    [Arguments(2025, "01-01 01-27 04-18 04-21 04-25 06-09 12-25 12-26", "12-24 12-31")]
    [Arguments(2026, "01-01 01-26 04-03 04-06 06-08 12-25 12-28", "12-24 12-31")]
    [Arguments(2027, "01-01 01-26 03-26 03-29 06-14 12-27 12-28", "12-24 12-31")]
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
