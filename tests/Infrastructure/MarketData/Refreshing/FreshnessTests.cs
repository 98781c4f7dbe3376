using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

internal sealed class FreshnessTests
{
    // 2026-05-15 is a Friday.
    private static readonly DateOnly Friday = new(2026, 5, 15);

    [Test]
    [Arguments(15, 20, 59, 14)]
    [Arguments(15, 21, 0, 15)]
    [Arguments(16, 12, 0, 15)]
    [Arguments(18, 20, 0, 15)]
    [Arguments(18, 21, 30, 18)]
    public async Task The_last_closed_session_is_a_weekday_after_nine_in_the_evening(
        int day, int hour, int minute, int sessionDay) =>
        await Assert.That(Freshness.LastClosedSession(May(day, hour, minute)))
            .IsEqualTo(new DateOnly(2026, 5, sessionDay));

    [Test]
    [Arguments(15, 20, 59, 15)]
    [Arguments(15, 21, 0, 18)]
    [Arguments(17, 12, 0, 18)]
    public async Task The_next_session_skips_the_weekend(int day, int hour, int minute, int closesDay) =>
        await Assert.That(Freshness.NextSessionClose(May(day, hour, minute))).IsEqualTo(May(closesDay, 21, 0));

    [Test]
    public async Task Complete_prices_rest_until_the_next_session_and_late_ones_are_asked_for_ever_less_often()
    {
        var saturday = May(16, 6, 0);

        await Assert.That(Freshness.AfterSeries(saturday, Friday, 0)).IsEqualTo(May(18, 21, 0));
        await Assert.That(Freshness.AfterSeries(saturday, Friday.AddDays(-1), 0)).IsEqualTo(saturday.AddHours(1));
        await Assert.That(Freshness.AfterSeries(saturday, Friday.AddDays(-1), 2)).IsEqualTo(saturday.AddHours(4));
        await Assert.That(Freshness.AfterSeries(saturday, null, 8)).IsEqualTo(May(18, 21, 0));
    }

    [Test]
    [Arguments("IBM", "2026-05-22T20:59:00Z", "2026-05-21", "2026-05-22T21:00:00Z")] // an hour after the close
    [Arguments("IBM", "2026-05-22T21:00:00Z", "2026-05-22", "2026-05-26T21:00:00Z")] // over Memorial Day
    [Arguments("IBM", "2026-01-15T21:30:00Z", "2026-01-14", "2026-01-15T22:00:00Z")] // in winter an hour later
    [Arguments("IBM", "2026-11-27T19:00:00Z", "2026-11-27", "2026-11-30T22:00:00Z")] // a half day
    [Arguments("TSCO.LON", "2026-05-25T21:30:00Z", "2026-05-22", "2026-05-26T16:30:00Z")] // London keeps another one
    [Arguments("0700.HK", "2026-05-26T05:00:00Z", "2026-05-22", "2026-05-26T09:00:00Z")] // not after the noon break
    public async Task Prices_are_due_an_hour_after_the_close_of_the_symbol_s_own_exchange(
        string symbol, string now, string last, string next)
    {
        var (exchange, at) = (ExchangeCalendar.ForSymbol(symbol, null), Utc(now));

        await Assert.That(Freshness.LastSession(exchange, at)).IsEqualTo(DateOnly.Parse(last));
        await Assert.That(Freshness.NextSession(exchange, at)).IsEqualTo(Utc(next));
        await Assert.That(Freshness.AfterPrices(at, exchange, DateOnly.Parse(last), 0)).IsEqualTo(Utc(next));
    }

    [Test]
    public async Task What_the_provider_does_not_cover_is_asked_for_after_a_day_a_week_and_a_month()
    {
        var now = May(15, 12, 0);
        var days = new[] { 0, 1, 2, 9 }.Select(failures =>
            (Freshness.AfterRefusal(now, AnswerClass.NoCoverage, failures) - now).TotalDays);

        await Assert.That(days).IsEquivalentTo([1.0, 7.0, 30.0, 30.0]);
    }

    [Test]
    public async Task An_unknown_symbol_is_left_alone_until_tomorrow_in_New_York_then_for_a_week_and_a_month()
    {
        var now = May(15, 12, 0);
        DateTime After(int failures) =>
            Freshness.AfterRefusal(now, AnswerClass.BadRequestOrUnknownSymbol, failures);

        await Assert.That((After(0), After(1), After(2))).IsEqualTo((May(16, 4, 0), now.AddDays(7), now.AddDays(30)));
    }

    private static DateTime Utc(string instant) => DateTimeOffset.Parse(instant).UtcDateTime;

    private static DateTime May(int day, int hour, int minute) => new(2026, 5, day, hour, minute, 0, DateTimeKind.Utc);
}
