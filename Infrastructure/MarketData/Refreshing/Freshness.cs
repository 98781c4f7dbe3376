using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>When to ask again. Pure: the instants are given.</summary>
internal static class Freshness
{
    /// <summary>New York closes at 20:00 or 21:00 UTC by season, all exchanges east of it earlier.</summary>
    private static readonly TimeOnly SessionsClosedAt = new(21, 0);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How long after the close the provider has the day's prices; before, a call would buy the old ones.
    /// </summary>
    private static readonly TimeSpan PublishedAfter = Hour;

    /// <summary>The last session of an exchange whose prices can be had: a holiday has none and costs no call.
    /// </summary>
    public static DateOnly LastSession(ExchangeCalendar exchange, DateTime now) =>
        exchange.LastClosedSession(Utc(now - PublishedAfter));

    /// <summary>When the prices of the next session can be had.</summary>
    public static DateTime NextSession(ExchangeCalendar exchange, DateTime now)
    {
        var known = LastSession(exchange, now);
        var close = exchange.NextClose(Utc(now - PublishedAfter));
        while (exchange.LastClosedSession(close) == known)
        {
            // It closes at noon too.
            close = exchange.NextClose(close);
        }

        return close.UtcDateTime + PublishedAfter;
    }

    /// <summary>Prices: with the next session where the last one is there, else in an hour, then two, then four.
    /// </summary>
    public static DateTime AfterPrices(DateTime now, ExchangeCalendar exchange, DateOnly? lastOn, int failures)
    {
        var next = NextSession(exchange, now);
        return lastOn >= LastSession(exchange, now) ? next
            : Earlier(now + (Hour * Math.Pow(2, Math.Min(failures, 8))), next);
    }

    /// <summary>The last weekday that is over for exchange rates. Holidays count: a day without rates costs a few
    /// fruitless asks, ever further apart.</summary>
    public static DateOnly LastClosedSession(DateTime now)
    {
        var day = DateOnly.FromDateTime(now);
        if (TimeOnly.FromDateTime(now) < SessionsClosedAt)
        {
            day = day.AddDays(-1);
        }

        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>When the next session is over that is not over yet.</summary>
    public static DateTime NextSessionClose(DateTime now)
    {
        var day = LastClosedSession(now).AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || day.ToDateTime(SessionsClosedAt) <= now)
        {
            day = day.AddDays(1);
        }

        return day.ToDateTime(SessionsClosedAt, DateTimeKind.Utc);
    }

    /// <summary>Rates: after the next weekday where the last day is there, else in an hour, then two, then four, then
    /// with the next weekday.</summary>
    public static DateTime AfterSeries(DateTime now, DateOnly? lastOn, int failures) =>
        lastOn >= LastClosedSession(now)
            ? NextSessionClose(now)
            : Earlier(now + (Hour * Math.Pow(2, Math.Min(failures, 8))), NextSessionClose(now));

    /// <summary>After an answer with data, for all that is no series.</summary>
    public static DateTime AfterFacts(DateTime now, FetchKind kind) => now + kind switch
    {
        FetchKind.Search or FetchKind.Overview => TimeSpan.FromDays(30),
        // The past does not change: once fetched, it is ours.
        FetchKind.History => TimeSpan.FromDays(3_650),
        _ => TimeSpan.FromDays(7),
    };

    /// <summary>After an answer without data.</summary>
    /// <param name="failures">Attempts in a row without anything new, this one not counted.</param>
    public static DateTime AfterRefusal(DateTime now, AnswerClass answer, int failures) => answer switch
    {
        AnswerClass.BadRequestOrUnknownSymbol when failures == 0 => EasternDay.NextMidnight(now),
        AnswerClass.BadRequestOrUnknownSymbol or AnswerClass.NoCoverage or AnswerClass.NoData =>
            now + TimeSpan.FromDays(failures switch
            {
                0 => 1,
                1 => 7,
                _ => 30,
            }),
        AnswerClass.NotEntitled or AnswerClass.Artificial => now + TimeSpan.FromDays(30),
        AnswerClass.Transport => now + TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, Math.Min(failures, 8)))),
        AnswerClass.Burst or AnswerClass.MinuteLimit => now + TimeSpan.FromMinutes(2),
        _ => now + Hour,
    };

    /// <summary>Reports, news and searches: as long as they are called fresh.</summary>
    public static DateTime AfterDocument(DateTime now, FetchKind kind, MarketDataOptions options) => now + kind switch
    {
        FetchKind.Matches => TimeSpan.FromHours(options.SearchMaxAgeHours),
        FetchKind.News => TimeSpan.FromHours(options.NewsMaxAgeHours),
        FetchKind.EuroHistory => TimeSpan.FromDays(3_650),
        FetchKind.Listings or FetchKind.Earnings => TimeSpan.FromDays(7),
        FetchKind.HeldQuotes => TimeSpan.FromMinutes(options.QuoteMaxAgeMinutesOpen),
        _ => TimeSpan.FromHours(options.FinancialsMaxAgeHours),
    };

    /// <summary>A quote: in a session after minutes, but with its close where the provider shows this key no running
    /// sessions; outside one with the next open where the last session is known, else when it is due again.</summary>
    public static DateTime AfterQuote(
        DateTime now, ExchangeCalendar exchange, DateOnly? tradingDay, MarketDataOptions options)
    {
        var state = exchange.StateAt(now);
        if (state.IsOpen)
        {
            return tradingDay < state.LocalDate
                ? exchange.NextClose(now).UtcDateTime
                : now + TimeSpan.FromMinutes(options.QuoteMaxAgeMinutesOpen);
        }

        return tradingDay >= exchange.LastClosedSession(now)
            ? exchange.NextOpen(now).UtcDateTime
            : now + (exchange.IsTradingDay(state.LocalDate)
                ? TimeSpan.FromMinutes(options.QuoteMaxAgeMinutesClosed)
                : TimeSpan.FromHours(options.QuoteMaxAgeHoursNoSession));
    }

    private static DateTimeOffset Utc(DateTime instant) => new(instant, TimeSpan.Zero);

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;
}
