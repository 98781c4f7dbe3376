using System.Globalization;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class EasternDayTests
{
    // In 2026 summer time runs from 8 March to 1 November.
    [Test]
    [Arguments("2026-01-15T04:59:59Z", "2026-01-14")]
    [Arguments("2026-01-15T05:00:00Z", "2026-01-15")]
    [Arguments("2026-07-15T03:59:59Z", "2026-07-14")]
    [Arguments("2026-07-15T04:00:00Z", "2026-07-15")]
    [Arguments("2026-03-08T04:59:59Z", "2026-03-07")]
    [Arguments("2026-03-09T04:00:00Z", "2026-03-09")]
    [Arguments("2026-11-01T04:00:00Z", "2026-11-01")]
    [Arguments("2026-11-02T04:30:00Z", "2026-11-01")]
    public async Task The_day_is_New_York_s(string utc, string day) =>
        await Assert.That(EasternDay.Of(At(utc))).IsEqualTo(DateOnly.Parse(day, CultureInfo.InvariantCulture));

    [Test]
    [Arguments("2026-01-15T12:00:00Z", "2026-01-16T05:00:00Z")]
    [Arguments("2026-07-15T12:00:00Z", "2026-07-16T04:00:00Z")]
    [Arguments("2026-03-08T06:00:00Z", "2026-03-09T04:00:00Z")]
    [Arguments("2026-11-01T05:00:00Z", "2026-11-02T05:00:00Z")]
    [Arguments("2026-10-31T12:00:00Z", "2026-11-01T04:00:00Z")]
    public async Task The_next_midnight_of_New_York_minds_summer_time(string utc, string midnight) =>
        await Assert.That(EasternDay.NextMidnight(At(utc))).IsEqualTo(At(midnight));

    private static DateTime At(string utc) => DateTime.Parse(
        utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
