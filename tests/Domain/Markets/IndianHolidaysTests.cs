using PortfolioTracker.Domain.Markets;
using static PortfolioTracker.Tests.Domain.Markets.ExchangeYear;

namespace PortfolioTracker.Tests.Domain.Markets;

/// <summary>
/// The rules against what the exchanges published. They publish a year's list in the December before: that of 2027 was
/// not out in November 2026, so 2027 and later are computed. Of the 116 days that they published for 2011 to 2018,
/// which the rules were not made after, the rules have seven a day off, five of them Islamic.
/// </summary>
internal sealed class IndianHolidaysTests
{
    // The National Stock Exchange's lists of trading holidays of each year (nseindia.com; 2023 and 2024 its
    // holiday-master, 2025 and 2026 its circulars of December), with what it changed by circular in the course of the
    // year: 21 October 2019, 20 May and 20 November 2024, 15 January 2026 (elections), 29 June 2023 (Bakri Id, before
    // on the 28th), 22 January 2024 (Ayodhya). 4 November 2021 stands in its list of clearing holidays, and in a
    // footnote on Muhurat trading. BSE notified the same days.
    [Test]
    [Arguments(2019, "03-04 03-21 04-17 04-19 04-29 05-01 06-05 08-12 08-15 09-02 09-10 10-02 10-08 10-21 10-28 11-12 "
        + "12-25")]
    [Arguments(2020, "02-21 03-10 04-02 04-06 04-10 04-14 05-01 05-25 10-02 11-16 11-30 12-25")]
    [Arguments(2021, "01-26 03-11 03-29 04-02 04-14 04-21 05-13 07-21 08-19 09-10 10-15 11-04 11-05 11-19")]
    [Arguments(2022, "01-26 03-01 03-18 04-14 04-15 05-03 08-09 08-15 08-31 10-05 10-24 10-26 11-08")]
    [Arguments(2023,
        "01-26 03-07 03-30 04-04 04-07 04-14 05-01 06-29 08-15 09-19 10-02 10-24 11-14 11-27 12-25")]
    [Arguments(2024,
        "01-22 01-26 03-08 03-25 03-29 04-11 04-17 05-01 05-20 06-17 07-17 08-15 10-02 11-01 11-15 11-20 12-25")]
    [Arguments(2025, "02-26 03-14 03-31 04-10 04-14 04-18 05-01 08-15 08-27 10-02 10-21 10-22 11-05 12-25")]
    [Arguments(2026,
        "01-15 01-26 03-03 03-26 03-31 04-03 04-14 05-01 05-28 06-26 09-14 10-02 10-20 11-10 11-24 12-25")]
    public async Task Mumbai_closes_on_the_published_days(int year, string days)
    {
        foreach (var exchange in (string[])["NSE", "BSE"])
        {
            await Assert.That(Closures(exchange, year)).IsEqualTo(days);
            await Assert.That(HalfDays(exchange, year)).IsEmpty();
        }
    }

    [Test]
    public async Task The_hour_of_Diwali_and_sessions_on_a_weekend_do_not_count()
    {
        await Assert.That(ExchangeCalendar.All["NSE"].IsTradingDay(new(2025, 10, 21))).IsFalse();
        await Assert.That(ExchangeCalendar.All["NSE"].IsTradingDay(new(2026, 2, 1))).IsFalse();
    }

    [Test]
    public async Task In_the_coming_years_every_holiday_is_found_once()
    {
        for (var year = 2027; year <= 2032; year++)
        {
            var found = IndianHolidays.Mumbai.Where(rule => rule.LastYear > 2026)
                .Select(rule => (rule.Name, Day: rule.DayIn(year))).ToList();

            await Assert.That(found.Where(holiday => holiday.Day is null)).IsEmpty();
            await Assert.That(found.Count).IsEqualTo(19);
        }
    }

    [Test]
    public async Task It_opens_at_a_quarter_past_nine_in_its_own_time() =>
        await Assert.That(ExchangeCalendar.All["NSE"].NextOpen(new(2026, 1, 26, 0, 0, 0, TimeSpan.Zero)))
            .IsEqualTo(new(2026, 1, 27, 3, 45, 0, TimeSpan.Zero));
}
