using System.Globalization;
using PortfolioTracker.Domain.Markets;

namespace PortfolioTracker.Tests.Domain.Markets;

internal sealed class ExchangeCalendarTests
{
    private static readonly ExchangeCalendar Nyse = ExchangeCalendar.Nyse;

    private static DateTimeOffset Utc(string instant) =>
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Test]
    [Arguments("2024-03-08T20:00:00Z", "2024-03-11T13:30:00Z")] // clocks go forward on the Sunday between
    [Arguments("2024-03-07T20:00:00Z", "2024-03-08T14:30:00Z")]
    [Arguments("2024-11-01T20:00:00Z", "2024-11-04T14:30:00Z")] // and back again
    [Arguments("2024-11-04T14:30:00Z", "2024-11-05T14:30:00Z")] // "next" is strictly later
    [Arguments("2024-11-04T14:29:59Z", "2024-11-04T14:30:00Z")]
    [Arguments("2025-12-24T19:00:00Z", "2025-12-26T14:30:00Z")] // over Christmas
    public async Task New_York_opens_at_half_past_nine_in_its_own_time(string instant, string opens)
    {
        await Assert.That(Nyse.NextOpen(Utc(instant))).IsEqualTo(Utc(opens));
    }

    [Test]
    [Arguments("2024-11-27", "2024-11-27", 0)]
    [Arguments("2024-11-27", "2024-12-02", 2)]  // Thanksgiving and a weekend lie between
    [Arguments("2024-12-02", "2024-11-27", 0)]
    [Arguments("2020-01-01", "2024-01-01", 1043)]  // beyond a year weekdays: 1461 x 5 / 7
    public async Task Sessions_count_after_the_first_day_up_to_the_second(string on, string until, int sessions) =>
        await Assert.That(Nyse.SessionsBetween(Day(on), Day(until))).IsEqualTo(sessions);

    [Test]
    [Arguments("2024-11-29T15:00:00Z", "2024-11-29T18:00:00Z")] // the day after Thanksgiving ends at 13:00
    [Arguments("2024-11-29T18:00:00Z", "2024-12-02T21:00:00Z")]
    [Arguments("2024-07-05T12:00:00Z", "2024-07-05T20:00:00Z")]
    public async Task The_next_close_knows_the_half_days(string instant, string closes)
    {
        await Assert.That(Nyse.NextClose(Utc(instant))).IsEqualTo(Utc(closes));
    }

    [Test]
    public async Task Between_the_two_changes_of_clocks_London_and_New_York_are_four_hours_apart()
    {
        // The United States changed on 10 March 2024, the United Kingdom on the 31st.
        await Assert.That(ExchangeCalendar.All["LSE"].NextOpen(Utc("2024-03-20T00:00:00Z")))
            .IsEqualTo(Utc("2024-03-20T08:00:00Z"));
        await Assert.That(ExchangeCalendar.All["LSE"].NextOpen(Utc("2024-04-02T00:00:00Z")))
            .IsEqualTo(Utc("2024-04-02T07:00:00Z"));
    }

    [Test]
    public async Task Sydney_opens_on_the_day_before_in_universal_time_while_it_has_summer()
    {
        // Clocks went back on 7 April 2024.
        await Assert.That(ExchangeCalendar.All["ASX"].NextOpen(Utc("2024-04-04T12:00:00Z")))
            .IsEqualTo(Utc("2024-04-04T23:00:00Z"));
        await Assert.That(ExchangeCalendar.All["ASX"].NextOpen(Utc("2024-04-07T12:00:00Z")))
            .IsEqualTo(Utc("2024-04-08T00:00:00Z"));
    }

    [Test]
    [Arguments("2024-07-05T07:59:59Z", MarketSession.Closed)]
    [Arguments("2024-07-05T08:00:00Z", MarketSession.Pre)]
    [Arguments("2024-07-05T13:29:59Z", MarketSession.Pre)]
    [Arguments("2024-07-05T13:30:00Z", MarketSession.Regular)]
    [Arguments("2024-07-05T19:59:59Z", MarketSession.Regular)]
    [Arguments("2024-07-05T20:00:00Z", MarketSession.After)]
    [Arguments("2024-07-05T23:59:59Z", MarketSession.After)]
    [Arguments("2024-07-06T00:00:00Z", MarketSession.Closed)]
    [Arguments("2024-07-06T15:00:00Z", MarketSession.Closed)] // Saturday
    [Arguments("2024-07-04T15:00:00Z", MarketSession.Closed)] // holiday
    [Arguments("2024-07-03T17:00:00Z", MarketSession.After)] // half day: 13:00 in New York
    [Arguments("2024-07-03T20:59:59Z", MarketSession.After)]
    [Arguments("2024-07-03T21:00:00Z", MarketSession.Closed)]
    public async Task The_session_begins_with_its_first_second_and_ends_before_its_last(
        string instant, MarketSession session)
    {
        var state = Nyse.StateAt(Utc(instant));

        await Assert.That(state.Session).IsEqualTo(session);
        await Assert.That(state.IsOpen).IsEqualTo(session == MarketSession.Regular);
    }

    [Test]
    public async Task The_state_names_the_local_day_and_whether_it_is_a_holiday_or_a_half_day()
    {
        await Assert.That(Nyse.StateAt(Utc("2024-07-05T02:00:00Z"))).IsEqualTo(new MarketState(
            false, MarketSession.Closed, "America/New_York", new(2024, 7, 4), IsHoliday: true, IsHalfDay: false));
        await Assert.That(Nyse.StateAt(Utc("2024-07-03T15:00:00Z"))).IsEqualTo(new MarketState(
            true, MarketSession.Regular, "America/New_York", new(2024, 7, 3), IsHoliday: false, IsHalfDay: true));
        await Assert.That(Nyse.StateAt(Utc("2024-07-06T15:00:00Z")).IsHoliday).IsFalse();
    }

    [Test]
    [Arguments("2024-11-29T17:59:59Z", "2024-11-27")] // half day, still open; Thursday was Thanksgiving
    [Arguments("2024-11-29T18:00:00Z", "2024-11-29")]
    [Arguments("2024-12-01T12:00:00Z", "2024-11-29")] // Sunday
    [Arguments("2024-12-03T03:00:00Z", "2024-12-02")] // Monday evening in New York
    [Arguments("2025-01-02T15:00:00Z", "2024-12-31")] // over New Year
    public async Task The_last_closed_session_is_the_newest_day_with_a_final_close(string instant, string session)
    {
        await Assert.That(Nyse.LastClosedSession(Utc(instant))).IsEqualTo(Day(session));
    }

    [Test]
    public async Task The_previous_trading_day_skips_weekends_and_holidays()
    {
        await Assert.That(Nyse.PreviousTradingDay(new(2024, 4, 1))).IsEqualTo(new DateOnly(2024, 3, 28));
        await Assert.That(Nyse.PreviousTradingDay(new(2024, 3, 28))).IsEqualTo(new DateOnly(2024, 3, 27));
    }

    [Test]
    public async Task The_close_is_the_ordinary_one_an_early_one_or_none()
    {
        await Assert.That(Nyse.CloseOn(new(2024, 7, 2))).IsEqualTo(new TimeOnly(16, 0));
        await Assert.That(Nyse.CloseOn(new(2024, 7, 3))).IsEqualTo(new TimeOnly(13, 0));
        await Assert.That(Nyse.CloseOn(new(2024, 7, 4))).IsNull();
        await Assert.That(Nyse.CloseOn(new(2024, 7, 6))).IsNull();
        await Assert.That(Nyse.HolidayName(new(2024, 7, 4))).IsEqualTo("Independence Day");
        await Assert.That(Nyse.HolidayName(new(2024, 7, 6))).IsNull();
        await Assert.That((Nyse.OpensAt, Nyse.ClosesAt)).IsEqualTo((new TimeOnly(9, 30), new TimeOnly(16, 0)));
    }

    [Test]
    public async Task Tokyo_pauses_at_noon_and_closes_half_an_hour_later_since_November_2024()
    {
        var tokyo = ExchangeCalendar.All["JPX"];

        await Assert.That(tokyo.CloseOn(new(2024, 11, 1))).IsEqualTo(new TimeOnly(15, 0));
        await Assert.That(tokyo.CloseOn(new(2024, 11, 5))).IsEqualTo(new TimeOnly(15, 30));
        await Assert.That(tokyo.StateAt(Utc("2024-11-05T02:29:59Z")).IsOpen).IsTrue();
        await Assert.That(tokyo.StateAt(Utc("2024-11-05T02:30:00Z")).IsOpen).IsFalse();
        await Assert.That(tokyo.NextOpen(Utc("2024-11-05T02:30:00Z"))).IsEqualTo(Utc("2024-11-05T03:30:00Z"));
        await Assert.That(tokyo.NextClose(Utc("2024-11-05T00:00:00Z"))).IsEqualTo(Utc("2024-11-05T02:30:00Z"));
        await Assert.That(tokyo.NextClose(Utc("2024-11-05T03:00:00Z"))).IsEqualTo(Utc("2024-11-05T06:30:00Z"));
    }

    [Test]
    public async Task A_half_day_in_Hong_Kong_ends_with_the_morning()
    {
        var hongKong = ExchangeCalendar.All["HKEX"];

        await Assert.That(hongKong.NextClose(Utc("2024-12-24T02:00:00Z"))).IsEqualTo(Utc("2024-12-24T04:00:00Z"));
        await Assert.That(hongKong.NextOpen(Utc("2024-12-24T04:30:00Z"))).IsEqualTo(Utc("2024-12-27T01:30:00Z"));
    }

    [Test]
    public async Task Outside_America_there_are_no_hours_before_and_after()
    {
        await Assert.That(ExchangeCalendar.All["LSE"].StateAt(Utc("2024-07-05T06:30:00Z")).Session)
            .IsEqualTo(MarketSession.Closed);
        await Assert.That(ExchangeCalendar.All["LSE"].StateAt(Utc("2024-07-05T16:00:00Z")).Session)
            .IsEqualTo(MarketSession.Closed);
    }

    [Test]
    public async Task A_calendar_without_a_trading_day_says_so_and_does_not_search_for_ever()
    {
        HolidayRule[] always =
        [
            .. Enumerable.Range(0, 366)
                .Select(i => new HolidayRule("Closed", year => new DateOnly(year, 1, 1).AddDays(i)))
        ];
        var closed = new ExchangeCalendar("NEVER", "UTC", new(new(9, 0), new(17, 0)), always);

        await Assert.That(() => closed.PreviousTradingDay(new(2023, 6, 1))).Throws<InvalidOperationException>();
    }
}
