namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary>The nightly jobs are due at 02:00 UTC, every day of the year. Pure: the instants are given.</summary>
internal static class NightlyHour
{
    private static readonly TimeOnly DueAt = new(2, 0);

    /// <summary>The day whose run was due last: today from 02:00 UTC on, yesterday before.</summary>
    public static DateOnly LastDue(DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        return TimeOnly.FromDateTime(now.UtcDateTime) >= DueAt ? day : day.AddDays(-1);
    }

    public static DateTimeOffset NextDue(DateTimeOffset now) =>
        new(LastDue(now).AddDays(1).ToDateTime(DueAt, DateTimeKind.Utc));
}
