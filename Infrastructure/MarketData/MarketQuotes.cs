using Microsoft.Extensions.Options;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The last price of a symbol with the day it is of, in the major unit of its currency.</summary>
/// <param name="PreviousClose">In shares of the day; null where the session before is not known.</param>
internal sealed record MarketQuote(Instrument Instrument, StoredBar Last, decimal? PreviousClose)
{
    private const int DaysBetweenSessionsMax = 5;

    public decimal? Change => Last.Close - PreviousClose;

    /// <summary>As a fraction.</summary>
    public decimal? ChangeFraction => PreviousClose > 0 ? Change / PreviousClose : null;

    /// <summary>The later of quote and close; of one day what was fetched later. The close before it counts in shares
    /// of the later day, and before what the quote says of it.</summary>
    /// <param name="bars">The last two, the later first.</param>
    public static MarketQuote? From(
        Instrument instrument, StoredQuote? quote, IReadOnlyList<StoredBar> bars, IReadOnlyList<Split> splits)
    {
        var last = bars.Count > 0 ? bars[0] : null;
        var isQuote = quote is not null && (last is null || quote.Bar.On > last.On
            || (quote.Bar.On == last.On && quote.Bar.FetchedAt > last.FetchedAt));
        last = isQuote ? quote!.Bar : last;
        if (last is null)
        {
            return null;
        }

        var before = bars.FirstOrDefault(bar => bar.On < last.On && bar.On >= last.On.AddDays(-DaysBetweenSessionsMax));
        if (before is null)
        {
            return new(instrument, last, isQuote ? quote!.PreviousClose : null);
        }

        var previous = splits.Where(split => split.EffectiveOn > before.On && split.EffectiveOn <= last.On)
            .Aggregate(before.Close, (close, split) => close * split.Old / split.New);
        return new(instrument, last, previous);
    }
}

/// <param name="Quote">Null where there is none, or none yet; <paramref name="Fetch"/> tells which.</param>
internal sealed record QuoteReading(MarketQuote? Quote, CacheStatus Status, FetchState? Fetch);

/// <summary>Quotes for whoever looks at a symbol. Daily prices that reach to the last session are a quote and cost
/// nothing; else the provider is asked, once for all who want it.</summary>
internal sealed class MarketQuotes(
    MarketArchive archive, MarketStore store, MarketRefresher refresher, FetchBook book,
    IOptions<MarketDataOptions> options, TimeProvider clock)
{
    private readonly Flights<string, QuoteReading> flights = new();

    public Task<QuoteReading> OfAsync(string symbol, CancellationToken ct) =>
        flights.JoinAsync(symbol, () => ReadAsync(symbol), ct);

    private async Task<QuoteReading> ReadAsync(string symbol)
    {
        var ct = CancellationToken.None;
        var known = await KnownAsync(symbol, ct);
        var now = clock.GetUtcNow();
        var exchange = ExchangeCalendar.ForSymbol(symbol, known?.Instrument.Exchange);
        if (known is not null && known.Last.On >= exchange.LastClosedSession(now) && !exchange.StateAt(now).IsOpen)
        {
            return new(known, CacheStatus.Hit, null);
        }

        var items = new List<FetchItem> { new(symbol, FetchKind.Quote) };
        if (known?.Instrument.Currency is null && QuotedUnit.SuffixOf(symbol) is not null)
        {
            items.Insert(0, new(symbol, FetchKind.Search));
        }

        await refresher.FetchAndWaitAsync(items, TimeSpan.FromSeconds(options.Value.WaitMaxSeconds), ct);
        var after = await KnownAsync(symbol, ct);
        var state = (await book.ReadAsync([symbol], ct)).States.GetValueOrDefault(new(symbol, FetchKind.Quote));
        var isDue = state?.IsDue(clock.GetUtcNow().UtcDateTime) ?? true;
        return new(
            after,
            after?.Last.FetchedAt != known?.Last.FetchedAt ? CacheStatus.Miss
            : isDue || state?.Outcome != nameof(AnswerClass.Data) ? CacheStatus.Stale
            : CacheStatus.Hit,
            state);
    }

    private async Task<MarketQuote?> KnownAsync(string symbol, CancellationToken ct)
    {
        // Tomorrow in the east is a day too.
        var until = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        var security = (await store.ViewAsync([symbol], [], DollarPairs.Dollar, ct)).Of(symbol);
        var (quote, bars) = await archive.LastTradesAsync(symbol, until, ct);
        return MarketQuote.From(security.Instrument, quote, bars, security.Splits);
    }
}
