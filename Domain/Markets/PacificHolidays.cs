using System.Globalization;
using static PortfolioTracker.Domain.Markets.HolidayRule;

namespace PortfolioTracker.Domain.Markets;

/// <summary>Tokyo, Hong Kong and Sydney.</summary>
internal static class PacificHolidays
{
    private const Observance NextFree = Observance.SundayToNextFreeDay;

    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>
    /// Japan's national holidays, and the exchange's own: 2 and 3 January and 31 December. Right from 2010 on, with
    /// what the Olympic games and the succession moved.
    /// </summary>
    public static IReadOnlyList<HolidayRule> Tokyo { get; } =
    [
        Fixed("New Year's Day", 1, 1),
        Fixed("New Year holiday", 1, 2),
        Fixed("New Year holiday", 1, 3),
        Nth("Coming of Age Day", 2, DayOfWeek.Monday, 1),
        Fixed("National Foundation Day", 2, 11, NextFree),
        Fixed("Emperor's Birthday", 2, 23, NextFree).Since(2020),
        new("Vernal Equinox Day", year => Equinox(year, 3, 20.8431m), NextFree),
        Fixed("Showa Day", 4, 29, NextFree),
        Fixed("Constitution Memorial Day", 5, 3, NextFree),
        Fixed("Greenery Day", 5, 4, NextFree),
        Fixed("Children's Day", 5, 5, NextFree),
        Nth("Marine Day", 3, DayOfWeek.Monday, 7).But(2020, 2021),
        Fixed("Mountain Day", 8, 11, NextFree).Since(2016).But(2020, 2021),
        Nth("Respect for the Aged Day", 3, DayOfWeek.Monday, 9),
        new("Citizens' holiday", BetweenTwoHolidays),
        new("Autumnal Equinox Day", year => Equinox(year, 9, 23.2488m), NextFree),
        Nth("Sports Day", 2, DayOfWeek.Monday, 10).But(2020, 2021),
        Fixed("Culture Day", 11, 3, NextFree),
        Fixed("Labour Thanksgiving Day", 11, 23, NextFree),
        Fixed("Emperor's Birthday", 12, 23, NextFree).Until(2018),
        Fixed("New Year's Eve", 12, 31),

        Once("Abdication", 2019, 4, 30),
        Once("Accession", 2019, 5, 1),
        Once("Citizens' holiday", 2019, 5, 2),
        Once("Enthronement", 2019, 10, 22),
        Once("Marine Day", 2020, 7, 23),
        Once("Sports Day", 2020, 7, 24),
        Once("Mountain Day", 2020, 8, 10),
        Once("Failure of the trading system", 2020, 10, 1),
        Once("Marine Day", 2021, 7, 22),
        Once("Sports Day", 2021, 7, 23),
        Once("Mountain Day", 2021, 8, 9),
    ];

    /// <summary>
    /// Hong Kong's general holidays, from 2012 on: one on a Sunday moves to the next free day. Until September 2024 a
    /// storm could stop trading; mornings and afternoons lost that way are not here, whole days are.
    /// </summary>
    public static IReadOnlyList<HolidayRule> HongKong { get; } =
    [
        Fixed("New Year's Day", 1, 1, NextFree),
        new("Lunar New Year", year => LunarDay(year, 1, 1), NextFree),
        new("Second day of Lunar New Year", year => LunarDay(year, 1, 2), NextFree),
        new("Third day of Lunar New Year", year => LunarDay(year, 1, 3), NextFree),
        new("Ching Ming Festival", ChingMing, NextFree),
        FromEaster("Good Friday", -2),
        FromEaster("Easter Monday", 1),
        Fixed("Labour Day", 5, 1, NextFree),
        new("Birthday of the Buddha", year => LunarDay(year, 4, 8), NextFree),
        new("Tuen Ng Festival", year => LunarDay(year, 5, 5), NextFree),
        Fixed("Establishment Day", 7, 1, NextFree),
        new("Day after the Mid-Autumn Festival", year => LunarDay(year, 8, 16), NextFree),
        Fixed("National Day", 10, 1, NextFree),
        new("Chung Yeung Festival", year => LunarDay(year, 9, 9), NextFree),
        Fixed("Christmas Day", 12, 25, NextFree),
        Fixed("First weekday after Christmas", 12, 26, NextFree),

        new HolidayRule("Eve of Lunar New Year", year => LunarDay(year, 1, 1)?.AddDays(-1)).HalfDay(12),
        Fixed("Christmas Eve", 12, 24).HalfDay(12),
        Fixed("New Year's Eve", 12, 31).HalfDay(12),

        Once("Typhoon Utor", 2013, 8, 14),
        Once("70 years since the war", 2015, 9, 3),
        Once("Typhoon Nida", 2016, 8, 2),
        Once("Typhoon Haima", 2016, 10, 21),
        Once("Typhoon Hato", 2017, 8, 23),
        Once("Storm Nangka", 2020, 10, 13),
        Once("Typhoon Kompasu", 2021, 10, 13),
        Once("Typhoon Talim", 2023, 7, 17),
        Once("Typhoon Saola", 2023, 9, 1),
        Once("Black rainstorm", 2023, 9, 8),
        Once("Typhoon Yagi", 2024, 9, 6),
    ];

    /// <summary>Right from 2012 on. Until 2016 the last weekdays before Christmas and of the year were half days; since
    /// then the eves are, and one on a weekend is lost.</summary>
    public static IReadOnlyList<HolidayRule> Sydney { get; } =
    [
        Fixed("New Year's Day", 1, 1, Observance.WeekendToMonday),
        Fixed("Australia Day", 1, 26, Observance.WeekendToMonday),
        FromEaster("Good Friday", -2),
        FromEaster("Easter Monday", 1),
        Fixed("Anzac Day", 4, 25),
        Nth("King's Birthday", 2, DayOfWeek.Monday, 6),
        Fixed("Christmas Day", 12, 25, Observance.TwoDaysLater),
        Fixed("Boxing Day", 12, 26, Observance.TwoDaysLater),

        LastWeekday("Christmas Eve", 12, 24).Until(2016).HalfDay(14, 10),
        LastWeekday("New Year's Eve", 12, 31).Until(2016).HalfDay(14, 10),
        Fixed("Christmas Eve", 12, 24).Since(2017).HalfDay(14, 10),
        Fixed("New Year's Eve", 12, 31).Since(2017).HalfDay(14, 10),

        Once("Day of mourning for Elizabeth II", 2022, 9, 22),
    ];

    /// <summary>Day of an equinox in Japan, by the approximation of S. Nagasawa, right from 1980 to 2099.</summary>
    private static DateOnly? Equinox(int year, int month, decimal dayIn1980) =>
        year is < 1980 or > 2099
            ? null
            : new(year, month, (int)(dayIn1980 + (0.242194m * (year - 1980))) - ((year - 1980) / 4));

    /// <summary>A day between two holidays is one: a Tuesday in some Septembers.</summary>
    private static DateOnly? BetweenTwoHolidays(int year) =>
        NthWeekday(year, 9, 3, DayOfWeek.Monday) is var aged && Equinox(year, 9, 23.2488m) == aged.AddDays(2)
            ? aged.AddDays(1)
            : null;

    /// <summary>The solar term Qingming, 4 or 5 April; the usual approximation, right from 2000 to 2099.</summary>
    private static DateOnly? ChingMing(int year) =>
        year is < 2000 or > 2099
            ? null
            : new(year, 4, (int)((0.2422m * (year - 2000)) + 4.81m) - ((year - 2000) / 4));

    /// <summary>The day of the lunar year that begins in this year; null outside 1901 to 2100, where the calendar of
    /// .NET ends. A leap month shifts the number of the months after it.</summary>
    private static DateOnly? LunarDay(int year, int month, int day)
    {
        if (year is < 1901 or > 2100)
        {
            return null;
        }

        var leapMonth = Lunar.GetLeapMonth(year);
        var shifted = leapMonth > 0 && month >= leapMonth ? month + 1 : month;
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, shifted, day, 0, 0, 0, 0));
    }
}
