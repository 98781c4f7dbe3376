using PortfolioTracker.Infrastructure.MarketData.Planning;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Planning;

internal sealed class FreshForecastTests
{
    private static readonly DateTime Now = new(2026, 5, 16, 12, 0, 0, DateTimeKind.Utc);

    [Test]
    [Arguments(0, 300, 5, 25, "2026-05-16T12:00:00")] // nothing is due
    [Arguments(5, 20, 5, 25, "2026-05-16T12:00:05")]
    [Arguments(6, 20, 5, 25, "2026-05-17T04:00:00")] // midnight in New York
    [Arguments(31, 25, 5, 25, "2026-05-18T04:00:00")]
    [Arguments(6, 26, 5, 25, null)] // more symbols than calls a day
    [Arguments(300, 300, null, null, "2026-05-16T12:05:00")] // no limit, one a second
    public async Task It_is_when_the_calls_suffice(int due, int symbols, int? left, int? perDay, string? at) =>
        await Assert.That(FreshForecast.EverythingAt(Now, due, symbols, left, perDay, callsPerSecond: 1))
            .IsEqualTo(at is null ? (DateTime?)null : DateTime.Parse(at));

    [Test]
    [Arguments(3, "2026-05-16T12:00:03")]
    [Arguments(4, "2026-05-17T02:00:00")] // two hours before midnight in New York
    public async Task What_needs_the_reserve_waits_until_it_is_free(int due, string at) =>
        await Assert.That(FreshForecast.EverythingAt(
                Now, due, symbols: 20, callsLeft: 5, callsPerDay: 25, callsPerSecond: 1, callsReserved: 2))
            .IsEqualTo(DateTime.Parse(at));
}
