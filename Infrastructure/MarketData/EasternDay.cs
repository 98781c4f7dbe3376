namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>
/// The calendar day in New York, by which the provider counts calls. By rule instead of the zone database, which small
/// containers lack: since 2007 summer time runs from the second Sunday of March to the first Sunday of November, at
/// two o'clock local time (Energy Policy Act of 2005, section 110).
/// </summary>
internal static class EasternDay
{
    public static DateOnly Of(DateTime utc) => DateOnly.FromDateTime(utc + OffsetAt(utc));

    /// <summary>The UTC instant at which the next day begins in New York.</summary>
    public static DateTime NextMidnight(DateTime utc)
    {
        var midnight = Of(utc).AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

        // Summer time never begins or ends at midnight, so the winter offset tells on which side midnight lies.
        return midnight - OffsetAt(midnight + TimeSpan.FromHours(5));
    }

    private static TimeSpan OffsetAt(DateTime utc)
    {
        var begins = Sunday(utc.Year, 3, nth: 2).AddHours(7);
        var ends = Sunday(utc.Year, 11, nth: 1).AddHours(6);
        return TimeSpan.FromHours(utc >= begins && utc < ends ? -4 : -5);
    }

    private static DateTime Sunday(int year, int month, int nth)
    {
        var first = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc);
        return first.AddDays(((7 - (int)first.DayOfWeek) % 7) + (7 * (nth - 1)));
    }
}
