using System.Globalization;
using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Tests.Domain.Markets;

/// <summary>All weekdays of a year at an exchange, as the lists of the exchanges have them.</summary>
internal static class ExchangeYear
{
    /// <summary>The weekdays on which it stays closed: "01-01 12-25".</summary>
    public static string Closures(string exchange, int year) => Days(
        year, day => !HolidayYear.IsWeekend(day) && !ExchangeCalendar.All[exchange].IsTradingDay(day));

    public static string HalfDays(string exchange, int year) =>
        Days(year, ExchangeCalendar.All[exchange].IsHalfDay);

    private static string Days(int year, Func<DateOnly, bool> where) => string.Join(
        ' ',
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(i => new DateOnly(year, 1, 1).AddDays(i))
            .Where(where)
            .Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture)));
}
