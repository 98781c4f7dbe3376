using static PortfolioTracker.Tests.Domain.Markets.ExchangeYear;

namespace PortfolioTracker.Tests.Domain.Markets;

/// <summary>
/// The rules against what the exchanges published. By autumn 2026 London and Frankfurt have published up to 2027,
/// Euronext up to 2026: the years after are the rules' own.
/// </summary>
internal sealed class EuropeanHolidaysTests
{
    // "Business days", londonstockexchange.com/equities-trading/business-days. It lists only what is to come: of 2020
    // it was seen from August on, of 2025 for January and December; the days between are the bank holidays of England.
    [Test]
    [Arguments(2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27", "12-23 12-30")]
    [Arguments(2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26", "12-24 12-31")]
    [Arguments(2014, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26", "12-24 12-31")]
    [Arguments(2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28", "12-24 12-31")]
    [Arguments(2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28", "12-24 12-31")]
    [Arguments(2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27", "12-23 12-30")]
    [Arguments(2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26", "12-22 12-29")]
    [Arguments(2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26", "12-24 12-31")]
    [Arguments(2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26", "12-24 12-31")]
    [Arguments(2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28", "12-24 12-31")]
    [Arguments(2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28", "12-24 12-31")]
    public async Task London_closes_on_the_published_days(int year, string days, string halfDays)
    {
        await Assert.That(Closures("LSE", year)).IsEqualTo(days);
        await Assert.That(HalfDays("LSE", year)).IsEqualTo(halfDays);
    }

    // "Trading calendar" of each year, cashmarket.deutsche-boerse.com (before 2025 xetra.com). The hours of the last
    // day are told apart, each December; they were seen for 2012 and 2025, in the other years they are the rule's.
    [Test]
    [Arguments(2012, "04-06 04-09 05-01 12-24 12-25 12-26 12-31", "12-28")]
    [Arguments(2017, "04-14 04-17 05-01 06-05 10-03 10-31 12-25 12-26", "12-29")]
    [Arguments(2019, "01-01 04-19 04-22 05-01 06-10 10-03 12-24 12-25 12-26 12-31", "12-30")]
    [Arguments(2020, "01-01 04-10 04-13 05-01 06-01 12-24 12-25 12-31", "12-30")]
    [Arguments(2021, "01-01 04-02 04-05 05-24 12-24 12-31", "12-30")]
    [Arguments(2022, "04-15 04-18 12-26", "12-30")]
    [Arguments(2023, "04-07 04-10 05-01 12-25 12-26", "12-29")]
    [Arguments(2024, "01-01 03-29 04-01 05-01 12-24 12-25 12-26 12-31", "12-30")]
    [Arguments(2025, "01-01 04-18 04-21 05-01 12-24 12-25 12-26 12-31", "12-30")]
    [Arguments(2026, "01-01 04-03 04-06 05-01 12-24 12-25 12-31", "12-30")]
    [Arguments(2027, "01-01 03-26 03-29 12-24 12-31", "12-30")]
    public async Task Frankfurt_closes_on_the_published_days(int year, string days, string halfDays)
    {
        await Assert.That(Closures("XETRA", year)).IsEqualTo(days);
        await Assert.That(HalfDays("XETRA", year)).IsEqualTo(halfDays);
    }

    // "Trading hours & holidays", live.euronext.com/en/resources/trading-hours-holidays, the column of Paris; 2012 and
    // 2019 also in the press releases of 14 November 2011 and 18 October 2018.
    [Test]
    [Arguments(2012, "04-06 04-09 05-01 12-25 12-26", "12-24 12-31")]
    [Arguments(2016, "01-01 03-25 03-28 12-26", "")]
    [Arguments(2019, "01-01 04-19 04-22 05-01 12-25 12-26", "12-24 12-31")]
    [Arguments(2020, "01-01 04-10 04-13 05-01 12-25", "12-24 12-31")]
    [Arguments(2021, "01-01 04-02 04-05", "12-24 12-31")]
    [Arguments(2022, "04-15 04-18 12-26", "")]
    [Arguments(2023, "04-07 04-10 05-01 12-25 12-26", "")]
    [Arguments(2024, "01-01 03-29 04-01 05-01 12-25 12-26", "12-24 12-31")]
    [Arguments(2025, "01-01 04-18 04-21 05-01 12-25 12-26", "12-24 12-31")]
    [Arguments(2026, "01-01 04-03 04-06 05-01 12-25", "12-24 12-31")]
    public async Task Euronext_closes_on_the_published_days(int year, string days, string halfDays)
    {
        await Assert.That(Closures("EURONEXT", year)).IsEqualTo(days);
        await Assert.That(HalfDays("EURONEXT", year)).IsEqualTo(halfDays);
    }
}
