using Microsoft.Extensions.Options;
using PortfolioTracker.Domain.Benchmarks;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <param name="AdjustedClose">In today's shares with dividends reinvested; null until the actions are known.</param>
internal sealed record AdjustedDay(StoredBar Bar, decimal? AdjustedClose);

/// <param name="Days">Ascending.</param>
/// <param name="Fetch">What came of asking for prices; null where nobody had to ask.</param>
internal sealed record HistoryReading(
    Security Security, IReadOnlyList<AdjustedDay> Days, CacheStatus Status, FetchState? Fetch);

/// <summary>Days of trade of a symbol, held by somebody or not. What is missing up to the last session is asked for,
/// once for all who want it, and waited for a bounded time.</summary>
internal sealed class PriceHistory(
    MarketArchive archive, MarketStore store, MarketRefresher refresher, FetchBook book, ProviderBudget budget,
    IOptions<MarketDataOptions> options, TimeProvider clock)
{
    private readonly Flights<(string Symbol, DateOnly From), (CacheStatus, IReadOnlyDictionary<FetchItem, FetchState>)>
        flights = new();

    private TimeSpan WaitMax => TimeSpan.FromSeconds(options.Value.WaitMaxSeconds);

    public async Task<HistoryReading> ReadAsync(string symbol, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (status, states) = await flights.JoinAsync((symbol, from), () => RefreshAsync(symbol, from), ct);
        var security = await SecurityAsync(symbol, ct);
        var bars = await archive.BarsAsync(symbol, from, to, ct);
        var levels = ActionsAreKnown(symbol, states) ? TotalReturn.Of(security) : null;
        return new(
            security, [.. bars.Select(bar => new AdjustedDay(bar, Adjusted(security, levels, bar.On)))], status,
            states.GetValueOrDefault(new(symbol, FetchKind.Prices)));
    }

    private async Task<(CacheStatus, IReadOnlyDictionary<FetchItem, FetchState>)> RefreshAsync(
        string symbol, DateOnly from)
    {
        var ct = CancellationToken.None;
        var before = await SecurityAsync(symbol, ct);
        var isFresh = before.Prices.Last is { } last
            && last.On >= ExchangeCalendar.ForSymbol(symbol, before.Instrument.Exchange)
                .LastClosedSession(clock.GetUtcNow());
        var isServed = isFresh || await refresher.FetchAndWaitAsync([.. Wanted(symbol, before)], WaitMax, ct);

        // The past is only known by weeks where the provider keeps the days to itself.
        var (states, _) = await book.ReadAsync([symbol], ct);
        var history = new FetchItem(symbol, FetchKind.History);
        if ((await SecurityAsync(symbol, ct)).Prices.First is { } first && first.On > from.AddDays(7)
            && states.ContainsKey(history))
        {
            await refresher.FetchAndWaitAsync([history], WaitMax, ct);
            (states, _) = await book.ReadAsync([symbol], ct);
        }

        var after = await SecurityAsync(symbol, ct);
        var hasGrown = after.Prices.Count != before.Prices.Count;
        return (hasGrown ? CacheStatus.Miss : isServed ? CacheStatus.Hit : CacheStatus.Stale, states);
    }

    /// <summary>Splits and dividends are two more calls: only where calls are not counted, or a holder needs them
    /// anyhow.</summary>
    private IEnumerable<FetchItem> Wanted(string symbol, Security known)
    {
        if (known.Instrument.Currency is null && QuotedUnit.SuffixOf(symbol) is not null)
        {
            yield return new(symbol, FetchKind.Search);
        }

        yield return new(symbol, FetchKind.Prices);
        if (budget.DailyLimit is null)
        {
            yield return new(symbol, FetchKind.Splits);
            yield return new(symbol, FetchKind.Dividends);
        }
    }

    private async Task<Security> SecurityAsync(string symbol, CancellationToken ct) =>
        (await store.ViewAsync([symbol], [], DollarPairs.Dollar, ct)).Of(symbol);

    private static bool ActionsAreKnown(string symbol, IReadOnlyDictionary<FetchItem, FetchState> states) =>
        IsKnown(symbol, FetchKind.Splits, states) && IsKnown(symbol, FetchKind.Dividends, states);

    private static bool IsKnown(
        string symbol, FetchKind kind, IReadOnlyDictionary<FetchItem, FetchState> states) =>
        states.GetValueOrDefault(new(symbol, kind)) is { } state
        && (state.LastSuccessAt is not null || ProviderAbsence.IsKnown(state));

    /// <summary>The close as a part of the total return since: the last close stays itself.</summary>
    private static decimal? Adjusted(Security security, PriceSeries? levels, DateOnly on) =>
        levels is not null && levels.Last is { Close: > 0 } end && security.Prices.Last is { } last
        && levels.IndexOnOrBefore(on) is >= 0 and var index && levels.At(index).On == on
            ? levels.At(index).Close * (last.Close / end.Close)
            : null;
}
