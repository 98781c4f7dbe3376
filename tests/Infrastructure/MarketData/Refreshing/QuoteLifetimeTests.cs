using System.Globalization;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

/// <summary>How long a quote stands, by the state of its market. Instants are UTC.</summary>
internal sealed class QuoteLifetimeTests
{
    [Test]
    // In a session: a quarter of an hour; where only closed sessions are shown, until the close.
    [Arguments("IBM", "2026-11-25T15:00:00", "2026-11-25", "2026-11-25T15:15:00")]
    [Arguments("IBM", "2026-11-25T15:00:00", "2026-11-24", "2026-11-25T21:00:00")]
    // The day after Thanksgiving ends at one o'clock.
    [Arguments("IBM", "2026-11-27T15:00:00", "2026-11-25", "2026-11-27T18:00:00")]
    [Arguments("IBM", "2026-11-27T18:30:00", "2026-11-27", "2026-11-30T14:30:00")]
    // After the close the day is looked for hourly until it is there, and then rests until the next opening.
    [Arguments("IBM", "2026-11-25T21:30:00", "2026-11-24", "2026-11-25T22:30:00")]
    [Arguments("IBM", "2026-11-25T21:30:00", "2026-11-25", "2026-11-27T14:30:00")]
    // Holidays and weekends: once a day.
    [Arguments("IBM", "2026-11-26T15:00:00", "2026-11-24", "2026-11-27T15:00:00")]
    [Arguments("IBM", "2026-11-28T15:00:00", "2026-11-25", "2026-11-29T15:00:00")]
    // Over the weekend on which the clocks change, in New York and in London.
    [Arguments("IBM", "2026-10-31T12:00:00", "2026-10-30", "2026-11-02T14:30:00")]
    [Arguments("IBM", "2026-03-07T12:00:00", "2026-03-06", "2026-03-09T13:30:00")]
    [Arguments("AZN.LON", "2026-03-28T12:00:00", "2026-03-27", "2026-03-30T07:00:00")]
    // London closes at half past twelve on Christmas Eve; the 28th stands for Boxing Day.
    [Arguments("AZN.LON", "2026-12-24T13:00:00", "2026-12-24", "2026-12-29T08:00:00")]
    // Tokyo rests at noon.
    [Arguments("7203.TYO", "2026-11-25T03:00:00", "2026-11-24", "2026-11-25T03:30:00")]
    public async Task A_quote_stands_as_long_as_its_market_lets_it(
        string symbol, string now, string tradingDay, string until)
    {
        var next = Freshness.AfterQuote(
            DateTime.SpecifyKind(DateTime.Parse(now, CultureInfo.InvariantCulture), DateTimeKind.Utc),
            ExchangeCalendar.ForSymbol(symbol, null), DateOnly.Parse(tradingDay, CultureInfo.InvariantCulture),
            new MarketDataOptions());

        await Assert.That($"{next:s}").IsEqualTo(until);
    }
}
