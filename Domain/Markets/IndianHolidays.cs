using System.Globalization;
using static PortfolioTracker.Domain.Markets.HolidayRule;

namespace PortfolioTracker.Domain.Markets;

/// <summary>
/// The National Stock Exchange and Bombay, which close together. Right from 2019 to 2026; until 2032, when an Islamic
/// holiday falls into one year twice, computed: the exchanges publish a year's list in the December before. Two things
/// no rule foretells: elections, and whether the new moon is seen a day earlier than expected. Not counted as sessions,
/// the exchange is told closed: the hour of trading on Diwali (Muhurat), and sessions on a weekend, announced one by
/// one (20 January and 2 March 2024, the budgets of 1 February 2025 and 2026).
/// </summary>
internal static class IndianHolidays
{
    private const int LastYear = 2032;
    private const double Sunrise = 0;
    private const double Noon = 0.5;
    private const double Afternoon = 0.7;
    private const double Sunset = 1;
    private const int Shravana = 22;

    private static readonly UmAlQuraCalendar Islamic = new();

    public static IReadOnlyList<HolidayRule> Mumbai { get; } =
    [
        Fixed("Republic Day", 1, 26),
        new HolidayRule("Mahashivratri", Mahashivratri).Until(LastYear),
        new HolidayRule("Holi", year => Last(HinduCalendar.Days(year, 12, 15, Sunset))?.AddDays(1)).Until(LastYear),
        new HolidayRule("Ram Navami", year => AtNoon(year, 1, 9)).Until(LastYear),
        new HolidayRule("Mahavir Jayanti", year => AtSunrise(year, 1, 13)).Until(LastYear),
        FromEaster("Good Friday", -2),
        Fixed("Dr. Ambedkar Jayanti", 4, 14),
        Fixed("Maharashtra Day", 5, 1),
        new HolidayRule("Id-ul-Fitr", year => Seen(year, 10, 1)).But(2021).Until(LastYear),
        Once("Id-ul-Fitr", 2021, 5, 13),
        new HolidayRule("Bakri Id", year => Seen(year, 12, 10)).Until(LastYear),
        new HolidayRule("Muharram", year => Seen(year, 1, 10)).Until(LastYear),
        Fixed("Independence Day", 8, 15),
        new HolidayRule("Ganesh Chaturthi", year => AtNoon(year, 6, 4)).Until(LastYear),
        Fixed("Mahatma Gandhi Jayanti", 10, 2),
        new HolidayRule("Dussehra", Dussehra).Until(LastYear),
        new HolidayRule("Diwali", Diwali).Until(LastYear),
        new HolidayRule("Diwali Balipratipada", year => AtSunrise(year, 8, 1)).Until(LastYear),
        new HolidayRule("Guru Nanak Jayanti", year => AtSunrise(year, 8, 15)).Until(LastYear),
        Fixed("Christmas", 12, 25),

        Once("General election in Mumbai", 2019, 4, 29),
        Once("Election in Maharashtra", 2019, 10, 21),
        Once("Consecration in Ayodhya", 2024, 1, 22),
        Once("General election in Mumbai", 2024, 5, 20),
        Once("Election in Maharashtra", 2024, 11, 20),
        Once("Municipal election in Mumbai", 2026, 1, 15),
    ];

    /// <summary>The lunar day that runs at sunrise, the second where it runs at two. One that runs at none lies within
    /// the day on whose sunrise the one before it runs.</summary>
    private static DateOnly? AtSunrise(int year, int month, int tithi) =>
        Last(HinduCalendar.Days(year, month, tithi, Sunrise)) is { } day ? day
        : tithi > 1 ? Last(HinduCalendar.Days(year, month, tithi - 1, Sunrise))
        : Last(HinduCalendar.Days(year, month - 1, 30, Sunrise));

    /// <summary>The lunar day before the new moon, at midnight; where it runs at none, in the evening.</summary>
    private static DateOnly? Mahashivratri(int year) =>
        Last(HinduCalendar.Nights(year, 11, 29)) ?? Last(HinduCalendar.Days(year, 11, 29, Sunset));

    /// <summary>The lunar day that runs at noon; where it runs at none, the day on whose morning it ends.</summary>
    private static DateOnly? AtNoon(int year, int month, int tithi) =>
        Last(HinduCalendar.Days(year, month, tithi, Noon)) ?? Last(HinduCalendar.Days(year, month, tithi, Sunrise));

    /// <summary>The tenth lunar day in the afternoon; or in the morning, where only then the moon stands in Shravana
    /// in the afternoon.</summary>
    private static DateOnly? Dussehra(int year)
    {
        var ofAfternoon = HinduCalendar.Days(year, 7, 10, Afternoon);
        var shravana = ofAfternoon.Concat(HinduCalendar.Days(year, 7, 10, 0.2))
            .Where(day => HinduCalendar.MansionAt(day, Afternoon) == Shravana);
        return shravana.Cast<DateOnly?>().FirstOrDefault() ?? Last(ofAfternoon);
    }

    /// <summary>The day of the new moon: the last on which it lasts through seven eighths of the daylight, else that
    /// on which it runs at sunset.</summary>
    private static DateOnly? Diwali(int year) =>
        Last(HinduCalendar.Days(year, 7, 30, 0.875)) ?? Last(HinduCalendar.Days(year, 7, 30, Sunset));

    /// <summary>In India the moon is seen a day later than the calendar of Mecca has it.</summary>
    private static DateOnly? Seen(int year, int month, int day)
    {
        var first = Islamic.GetYear(new DateTime(year, 1, 1));
        return Enumerable.Range(first, 2)
            .Select(islamicYear => DateOnly.FromDateTime(Islamic.ToDateTime(islamicYear, month, day, 0, 0, 0, 0)))
            .Select(seen => (DateOnly?)seen.AddDays(1))
            .FirstOrDefault(seen => seen!.Value.Year == year);
    }

    private static DateOnly? Last(IReadOnlyList<DateOnly> days) => days.Count == 0 ? null : days[^1];
}
