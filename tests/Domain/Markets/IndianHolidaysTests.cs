using System.Globalization;
using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Tests.Domain.Markets;

internal sealed class IndianHolidaysTests
{
    /// <summary>The lists of the National Stock Exchange, with the days that it added in the course of the year.
    /// </summary>
    [Test]
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
        foreach (var code in (string[])["NSE", "BSE"])
        {
            await Assert.That(string.Join(' ', HolidayYear.Of(year, IndianHolidays.Mumbai).Closures.Keys.Order()
                .Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)))).IsEqualTo(days);
            await Assert.That(ExchangeCalendar.All[code].IsTradingDay(new(year, 5, 19))).IsEqualTo(
                new DateOnly(year, 5, 19).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        }
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
