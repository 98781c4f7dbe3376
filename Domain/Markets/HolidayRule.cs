namespace PortfolioTracker.Domain.Markets;

/// <summary>What happens to a holiday that falls on a weekend.</summary>
internal enum Observance
{
    /// <summary>It is lost.</summary>
    None,

    /// <summary>Saturday is lost, Sunday moves to Monday.</summary>
    SundayToMonday,

    /// <summary>Saturday moves to Friday, Sunday to Monday.</summary>
    NearestWeekday,

    /// <summary>Both move to Monday.</summary>
    WeekendToMonday,

    /// <summary>Both move by two days: for Christmas and the day after it, whose substitutes stand in a row.</summary>
    TwoDaysLater,

    /// <summary>Saturday is lost, Sunday moves to the next day that is no holiday itself.</summary>
    SundayToNextFreeDay,
}

/// <summary>One rule of a calendar: the day of a year, if any, on which something keeps the exchange closed.</summary>
/// <param name="In">The day in a year, before observance; null where the year has none.</param>
/// <param name="ClosesAt">Set for a half day: it opens as ever and closes then. Null: closed all day.</param>
internal sealed record HolidayRule(
    string Name,
    Func<int, DateOnly?> In,
    Observance Observance = Observance.None,
    int FirstYear = 1,
    int LastYear = 9999,
    IReadOnlyList<int>? Except = null,
    TimeOnly? ClosesAt = null)
{
    public static HolidayRule Fixed(string name, int month, int day, Observance observance = Observance.None) =>
        new(name, year => new DateOnly(year, month, day), observance);

    /// <param name="n">1 for the first.</param>
    public static HolidayRule Nth(string name, int n, DayOfWeek weekday, int month) =>
        new(name, year => NthWeekday(year, month, n, weekday));

    /// <summary>The last such weekday on or before a day of the year.</summary>
    public static HolidayRule OnOrBefore(string name, DayOfWeek weekday, int month, int day) =>
        new(name, year => new DateOnly(year, month, day) is var latest
            ? latest.AddDays(-(((int)latest.DayOfWeek - (int)weekday + 7) % 7))
            : null);

    /// <summary>That day, or the Friday before where it falls on a weekend.</summary>
    public static HolidayRule LastWeekday(string name, int month, int day) =>
        new(name, year => new DateOnly(year, month, day) is var latest
            ? latest.AddDays(latest.DayOfWeek switch { DayOfWeek.Saturday => -1, DayOfWeek.Sunday => -2, _ => 0 })
            : null);

    public static HolidayRule FromEaster(string name, int days) => new(name, year => EasterIn(year).AddDays(days));

    /// <summary>A closure that no rule foretells.</summary>
    public static HolidayRule Once(string name, int year, int month, int day) =>
        new(name, _ => new DateOnly(year, month, day), FirstYear: year, LastYear: year);

    public HolidayRule Since(int year) => this with { FirstYear = year };

    public HolidayRule Until(int year) => this with { LastYear = year };

    public HolidayRule But(params int[] years) => this with { Except = years };

    public HolidayRule HalfDay(int hour, int minute = 0) => this with { ClosesAt = new TimeOnly(hour, minute) };

    /// <summary>The day in this year before observance; null where the rule has none.</summary>
    public DateOnly? DayIn(int year) =>
        year >= FirstYear && year <= LastYear && Except?.Contains(year) != true ? In(year) : null;

    public static DateOnly NthWeekday(int year, int month, int n, DayOfWeek weekday)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    /// <summary>Easter Sunday of the Gregorian calendar. Source: the anonymous algorithm published in Nature, 1876,
    /// as given in J. Meeus, "Astronomical Algorithms".</summary>
    public static DateOnly EasterIn(int year)
    {
        var (moon, century, ofCentury) = (year % 19, year / 100, year % 100);
        var correction = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * moon) + century - (century / 4) - correction + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - epact - (ofCentury % 4)) % 7;
        var late = (moon + (11 * epact) + (22 * weekday)) / 451;
        var sum = epact + weekday - (7 * late) + 114;
        return new(year, sum / 31, (sum % 31) + 1);
    }
}
