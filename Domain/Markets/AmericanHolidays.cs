using static PortfolioTracker.Domain.Markets.HolidayRule;

namespace PortfolioTracker.Domain.Markets;

/// <summary>New York and Toronto.</summary>
internal static class AmericanHolidays
{
    /// <summary>
    /// Rule 7.2 of the New York Stock Exchange, which Nasdaq follows. Closures are right from 1998 on, half days from
    /// 2010 on. A New Year's Day on a Saturday is lost: the Friday before ends an accounting year.
    /// </summary>
    public static IReadOnlyList<HolidayRule> NewYork { get; } =
    [
        Fixed("New Year's Day", 1, 1, Observance.SundayToMonday),
        Nth("Martin Luther King, Jr. Day", 3, DayOfWeek.Monday, 1).Since(1998),
        Nth("Washington's Birthday", 3, DayOfWeek.Monday, 2),
        FromEaster("Good Friday", -2),
        OnOrBefore("Memorial Day", DayOfWeek.Monday, 5, 31),
        Fixed("Juneteenth", 6, 19, Observance.NearestWeekday).Since(2022),
        Fixed("Independence Day", 7, 4, Observance.NearestWeekday),
        Nth("Labor Day", 1, DayOfWeek.Monday, 9),
        Nth("Thanksgiving Day", 4, DayOfWeek.Thursday, 11),
        Fixed("Christmas Day", 12, 25, Observance.NearestWeekday),

        Fixed("Day before Independence Day", 7, 3).Since(2010).HalfDay(13),
        new HolidayRule("Day after Thanksgiving", year => NthWeekday(year, 11, 4, DayOfWeek.Thursday).AddDays(1))
            .HalfDay(13),
        Fixed("Christmas Eve", 12, 24).HalfDay(13),

        Once("Attacks of 11 September", 2001, 9, 11),
        Once("Attacks of 11 September", 2001, 9, 12),
        Once("Attacks of 11 September", 2001, 9, 13),
        Once("Attacks of 11 September", 2001, 9, 14),
        Once("Day of mourning for Ronald Reagan", 2004, 6, 11),
        Once("Day of mourning for Gerald Ford", 2007, 1, 2),
        Once("Hurricane Sandy", 2012, 10, 29),
        Once("Hurricane Sandy", 2012, 10, 30),
        Once("Day of mourning for George H. W. Bush", 2018, 12, 5),
        Once("Day of mourning for Jimmy Carter", 2025, 1, 9),
    ];

    /// <summary>Toronto Stock Exchange and TSX Venture, from 2008 on (Family Day).</summary>
    public static IReadOnlyList<HolidayRule> Toronto { get; } =
    [
        Fixed("New Year's Day", 1, 1, Observance.WeekendToMonday),
        Nth("Family Day", 3, DayOfWeek.Monday, 2).Since(2008),
        FromEaster("Good Friday", -2),
        OnOrBefore("Victoria Day", DayOfWeek.Monday, 5, 24),
        Fixed("Canada Day", 7, 1, Observance.WeekendToMonday),
        Nth("Civic Holiday", 1, DayOfWeek.Monday, 8),
        Nth("Labour Day", 1, DayOfWeek.Monday, 9),
        Nth("Thanksgiving Day", 2, DayOfWeek.Monday, 10),
        Fixed("Christmas Day", 12, 25, Observance.TwoDaysLater),
        Fixed("Boxing Day", 12, 26, Observance.TwoDaysLater),

        Fixed("Christmas Eve", 12, 24).HalfDay(13),
    ];
}
