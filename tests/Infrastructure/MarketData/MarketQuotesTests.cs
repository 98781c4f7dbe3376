using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class MarketQuotesTests
{
    private static readonly Instrument Ibm = new("IBM", Currency: "USD");

    [Test]
    public async Task The_later_day_counts_and_the_close_before_it_is_the_archive_s()
    {
        var quote = MarketQuote.From(Ibm, Quote("2026-05-15", 110, previous: 99), [Bar("2026-05-14", 100)], [])!;

        await Assert.That((quote.Last.Close, quote.PreviousClose, quote.Change, quote.ChangeFraction))
            .IsEqualTo((110m, 100m, 10m, 0.1m));
    }

    [Test]
    public async Task Of_one_day_what_was_fetched_later_counts()
    {
        var early = MarketQuote.From(Ibm, Quote("2026-05-15", 110, hour: 14), [Bar("2026-05-15", 112, hour: 22)], [])!;
        var late = MarketQuote.From(Ibm, Quote("2026-05-15", 110, hour: 23), [Bar("2026-05-15", 112, hour: 22)], [])!;

        await Assert.That((early.Last.Close, late.Last.Close)).IsEqualTo((112m, 110m));
    }

    [Test]
    public async Task A_split_between_the_two_days_counts_in_new_shares()
    {
        var quote = MarketQuote.From(
            Ibm, null, [Bar("2026-05-15", 52), Bar("2026-05-14", 100)], [new(new(2026, 5, 15), 2, 1)])!;

        await Assert.That((quote.PreviousClose, quote.Change)).IsEqualTo((50m, 2m));
    }

    [Test]
    public async Task A_close_of_weeks_ago_is_no_close_of_the_day_before()
    {
        var alone = MarketQuote.From(Ibm, null, [Bar("2026-05-15", 52), Bar("2026-05-08", 100)], [])!;
        var told = MarketQuote.From(Ibm, Quote("2026-05-15", 52, previous: 51), [Bar("2026-05-08", 100)], [])!;

        await Assert.That((alone.PreviousClose, alone.Change, alone.ChangeFraction))
            .IsEqualTo(((decimal?)null, (decimal?)null, (decimal?)null));
        await Assert.That(told.PreviousClose).IsEqualTo(51m);
    }

    [Test]
    public async Task Without_any_price_there_is_no_quote() =>
        await Assert.That(MarketQuote.From(Ibm, null, [], [])).IsNull();

    private static StoredQuote Quote(string day, decimal price, decimal? previous = null, int hour = 23) =>
        new(Bar(day, price, hour), previous);

    private static StoredBar Bar(string day, decimal close, int hour = 22)
    {
        var on = DateOnly.Parse(day);
        return new(on, null, null, null, close, null, "alpha_vantage", on.ToDateTime(new(hour, 0), DateTimeKind.Utc));
    }
}
