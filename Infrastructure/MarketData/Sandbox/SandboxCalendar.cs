namespace PortfolioTracker.Infrastructure.MarketData.Sandbox;

/// <summary>The sandbox trades on weekdays but 1 January and 25 December, in all its places alike.</summary>
internal static class SandboxCalendar
{
    /// <summary>A session is over, everywhere, at 21:00 UTC.</summary>
    private const int HourOfCloseUtc = 21;

    public static readonly DateOnly First = new(2010, 1, 4);
    public static readonly DateOnly Last = new(2099, 12, 31);

    private static readonly DateOnly[] Sessions = [.. Days().Where(IsSession)];

    public static int Count => Sessions.Length;

    public static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    public static bool IsSession(DateOnly day) =>
        IsWeekday(day) && day is not ({ Month: 1, Day: 1 } or { Month: 12, Day: 25 });

    public static DateOnly Session(int index) => Sessions[index];

    /// <summary>The session of the day or the last one before it; -1 before the first.</summary>
    public static int IndexOnOrBefore(DateOnly day)
    {
        var at = Array.BinarySearch(Sessions, day);
        return at >= 0 ? at : ~at - 1;
    }

    public static DateOnly SessionOnOrAfter(DateOnly day)
    {
        while (!IsSession(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    public static DateOnly LastFinishedDay(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return now.UtcDateTime.Hour >= HourOfCloseUtc ? today : today.AddDays(-1);
    }

    private static IEnumerable<DateOnly> Days()
    {
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
