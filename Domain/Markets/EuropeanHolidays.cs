using static PortfolioTracker.Domain.Markets.HolidayRule;

namespace PortfolioTracker.Domain.Markets;

/// <summary>London, Frankfurt and Euronext. Right from 2010 on.</summary>
internal static class EuropeanHolidays
{
    /// <summary>The bank holidays of England; the last working days before Christmas and New Year are half days.
    /// </summary>
    public static IReadOnlyList<HolidayRule> London { get; } =
    [
        Fixed("New Year's Day", 1, 1, Observance.WeekendToMonday),
        FromEaster("Good Friday", -2),
        FromEaster("Easter Monday", 1),
        Nth("Early May bank holiday", 1, DayOfWeek.Monday, 5).But(2020),
        OnOrBefore("Spring bank holiday", DayOfWeek.Monday, 5, 31).But(2012, 2022),
        OnOrBefore("Summer bank holiday", DayOfWeek.Monday, 8, 31),
        Fixed("Christmas Day", 12, 25, Observance.TwoDaysLater),
        Fixed("Boxing Day", 12, 26, Observance.TwoDaysLater),

        LastWeekday("Christmas Eve", 12, 24).HalfDay(12, 30),
        LastWeekday("New Year's Eve", 12, 31).HalfDay(12, 30),

        Once("Royal wedding", 2011, 4, 29),
        Once("Spring bank holiday", 2012, 6, 4),
        Once("Diamond Jubilee", 2012, 6, 5),
        Once("Early May bank holiday (75 years of VE Day)", 2020, 5, 8),
        Once("Spring bank holiday", 2022, 6, 2),
        Once("Platinum Jubilee", 2022, 6, 3),
        Once("Funeral of Elizabeth II", 2022, 9, 19),
        Once("Coronation of Charles III", 2023, 5, 8),
    ];

    /// <summary>Xetra: a holiday on a weekend is lost. The last trading day of the year ends at 14:00, which the
    /// exchange confirms each December.</summary>
    public static IReadOnlyList<HolidayRule> Xetra { get; } =
    [
        Fixed("New Year's Day", 1, 1),
        FromEaster("Good Friday", -2),
        FromEaster("Easter Monday", 1),
        Fixed("Labour Day", 5, 1),
        FromEaster("Whit Monday", 50).Since(2015).Until(2021),
        Fixed("Day of German Unity", 10, 3).Since(2014).Until(2021),
        Fixed("Christmas Eve", 12, 24),
        Fixed("Christmas Day", 12, 25),
        Fixed("Boxing Day", 12, 26),
        Fixed("New Year's Eve", 12, 31),

        LastWeekday("Last trading day of the year", 12, 30).HalfDay(14),

        Once("500 years of the Reformation", 2017, 10, 31),
    ];

    /// <summary>Paris, Amsterdam, Brussels, Lisbon. Dublin, Milan and Oslo keep more holidays and are not here.
    /// </summary>
    public static IReadOnlyList<HolidayRule> Euronext { get; } =
    [
        Fixed("New Year's Day", 1, 1),
        FromEaster("Good Friday", -2),
        FromEaster("Easter Monday", 1),
        Fixed("Labour Day", 5, 1),
        Fixed("Christmas Day", 12, 25),
        Fixed("Boxing Day", 12, 26),

        Fixed("Christmas Eve", 12, 24).HalfDay(14, 5),
        Fixed("New Year's Eve", 12, 31).HalfDay(14, 5),
    ];
}
