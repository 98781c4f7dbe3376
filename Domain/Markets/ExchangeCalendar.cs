using System.Collections.Concurrent;

namespace PortfolioTracker.Domain.Markets;

/// <summary>
/// When an exchange trades: its days, half days and hours, in its own time zone (daylight saving from the system's
/// time zone data). The list of exchanges is <see cref="Exchanges"/>.
/// </summary>
internal sealed class ExchangeCalendar(
    string code, string timeZoneId, TradingHours hours, IReadOnlyList<HolidayRule> rules)
{
    /// <summary>The longest closure since 1914 lasted a week; a month without a trading day is a broken rule.</summary>
    private const int SearchDaysMax = 31;

    private readonly ConcurrentDictionary<int, HolidayYear> years = new();

    public static ExchangeCalendar Nyse => Exchanges.Nyse;

    public static IReadOnlyDictionary<string, ExchangeCalendar> All => Exchanges.All;

    public string Code { get; } = code;

    /// <summary>IANA name.</summary>
    public string TimeZoneId { get; } = timeZoneId;

    public TimeOnly OpensAt => hours.OpensAt;

    /// <summary>On an ordinary day, today; <see cref="CloseOn"/> knows the half days.</summary>
    public TimeOnly ClosesAt => hours.ClosesAt;

    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZoneId);

    /// <summary>The exchange by its name where that is known, else by the symbol's suffix; see <see cref="Exchanges"/>.
    /// </summary>
    public static ExchangeCalendar ForSymbol(string symbol, string? exchange) => Exchanges.ForSymbol(symbol, exchange);

    public bool IsTradingDay(DateOnly day) => !HolidayYear.IsWeekend(day) && HolidayName(day) is null;

    public bool IsHalfDay(DateOnly day) => In(day.Year).EarlyCloses.ContainsKey(day);

    /// <summary>Local time of the close; null where the day is no trading day.</summary>
    public TimeOnly? CloseOn(DateOnly day) =>
        !IsTradingDay(day) ? null
        : In(day.Year).EarlyCloses.TryGetValue(day, out var early) ? early
        : hours.CloseOn(day);

    /// <summary>Why the exchange stays closed on a weekday; null on a trading day and on a weekend.</summary>
    public string? HolidayName(DateOnly day) => In(day.Year).Closures.GetValueOrDefault(day);

    /// <summary>The last trading day before this day.</summary>
    public DateOnly PreviousTradingDay(DateOnly day) => TradingDayFrom(day.AddDays(-1), -1);

    /// <summary>The last trading day whose session is over: the newest day that can have a final close.</summary>
    public DateOnly LastClosedSession(DateTimeOffset instant)
    {
        var (day, time) = LocalAt(instant);
        return CloseOn(day) <= time ? day : PreviousTradingDay(day);
    }

    /// <summary>Trading days after the first day up to the second, none where it is not later. Beyond a year weekdays
    /// are counted: then it is of no account any more.</summary>
    public int SessionsBetween(DateOnly on, DateOnly until)
    {
        if (until.DayNumber - on.DayNumber > 366)
        {
            return (int)((until.DayNumber - on.DayNumber) * 5L / 7);
        }

        var sessions = 0;
        for (var day = on.AddDays(1); day <= until; day = day.AddDays(1))
        {
            sessions += IsTradingDay(day) ? 1 : 0;
        }

        return sessions;
    }

    public MarketState StateAt(DateTimeOffset instant)
    {
        var (day, time) = LocalAt(instant);
        var session = SessionAt(day, time);
        return new(
            session == MarketSession.Regular, session, TimeZoneId, day, HolidayName(day) is not null, IsHalfDay(day));
    }

    /// <summary>The first opening after the instant, of the morning or after the noon break.</summary>
    public DateTimeOffset NextOpen(DateTimeOffset instant) => Next(instant, span => span.From);

    /// <summary>The first closing after the instant, for the day or for the noon break.</summary>
    public DateTimeOffset NextClose(DateTimeOffset instant) => Next(instant, span => span.To);

    private MarketSession SessionAt(DateOnly day, TimeOnly time)
    {
        if (CloseOn(day) is not { } close)
        {
            return MarketSession.Closed;
        }

        if (SpansOn(day).Any(span => span.From <= time && time < span.To))
        {
            return MarketSession.Regular;
        }

        return time < OpensAt && time >= hours.PreOpensAt ? MarketSession.Pre
            : time >= close && time - close < hours.AfterLasts ? MarketSession.After
            : MarketSession.Closed;
    }

    /// <summary>The stretches of regular trading of a trading day.</summary>
    private IEnumerable<(TimeOnly From, TimeOnly To)> SpansOn(DateOnly day)
    {
        var close = CloseOn(day) ?? OpensAt;
        if (hours.Break is { } noon && noon.To < close)
        {
            return [(OpensAt, noon.From), (noon.To, close)];
        }

        return [(OpensAt, close)];
    }

    private DateTimeOffset Next(DateTimeOffset instant, Func<(TimeOnly From, TimeOnly To), TimeOnly> edge)
    {
        // If all edges of the first trading day are past, the next trading day has one.
        var day = TradingDayFrom(LocalAt(instant).Day, 1);
        return new[] { day, TradingDayFrom(day.AddDays(1), 1) }
            .SelectMany(candidate => SpansOn(candidate).Select(span => InstantOf(candidate, edge(span))))
            .First(at => at > instant);
    }

    private DateOnly TradingDayFrom(DateOnly day, int step)
    {
        for (var searched = 0; searched < SearchDaysMax; searched++)
        {
            if (IsTradingDay(day))
            {
                return day;
            }

            day = day.AddDays(step);
        }

        throw new InvalidOperationException($"{Code} has no trading day within {SearchDaysMax} days of {day:O}.");
    }

    private (DateOnly Day, TimeOnly Time) LocalAt(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone).DateTime;
        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    /// <summary>No exchange opens or closes in the hour that daylight saving skips or repeats.</summary>
    private DateTimeOffset InstantOf(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private HolidayYear In(int year) => years.GetOrAdd(year, static (y, r) => HolidayYear.Of(y, r), rules);
}
