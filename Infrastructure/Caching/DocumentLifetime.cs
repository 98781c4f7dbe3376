using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>
/// How long a document built now is served where nothing changes. By default (<c>market_aware</c>) that depends on the
/// session in New York; <c>aggressive</c> keeps documents three times as long and <c>conservative</c> a fifth;
/// <c>user_activity</c> keeps those of who looks often half as long, and of who looks seldom three times as long.
/// </summary>
internal static class DocumentLifetime
{
    private const int OftenFrom = 10;
    private const int SeldomTo = 1;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(15);

    /// <param name="completeness">0 to 100. A document with gaps is built anew sooner: they may have been filled.
    /// </param>
    /// <param name="readsOfHour">How often its user has read it in the last hour.</param>
    public static TimeSpan Of(CacheOptions options, DateTimeOffset now, decimal completeness, int readsOfHour)
    {
        var state = ExchangeCalendar.Nyse.StateAt(now);
        var minutes = state.IsOpen ? options.MinutesOpen
            : state.IsHoliday || state.LocalDate.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
                ? options.MinutesDaysOff
            : options.MinutesAfterHours;
        var ofStrategy = options.Strategy switch
        {
            CacheOptions.Aggressive => 3,
            CacheOptions.Conservative => 0.2,
            CacheOptions.UserActivity when readsOfHour >= OftenFrom => 0.5,
            CacheOptions.UserActivity when readsOfHour <= SeldomTo => 3,
            _ => 1,
        };
        var ofGaps = completeness switch
        {
            < 50 => 0.25,
            < 90 => 0.5,
            _ => 1,
        };
        var lifetime = TimeSpan.FromMinutes(minutes * ofStrategy * ofGaps);
        return lifetime > Least ? lifetime : Least;
    }
}
