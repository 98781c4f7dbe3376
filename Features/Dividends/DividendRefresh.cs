using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Features.Dividends;

/// <summary>How a synchronisation went.</summary>
/// <param name="Found">Announced dividends that are known now, and how many of them are new.</param>
/// <param name="Entitled">Dividends of the user (pending or confirmed) now, and how many of them are new.</param>
/// <param name="FromCache">The provider was not asked: it had been a short time before.</param>
/// <param name="IsComplete">False where the provider did not answer in time: the rest goes on behind it.</param>
internal sealed record DividendSync(
    int Symbols, (int All, int New) Found, (int All, int New) Entitled, int Waiting, bool FromCache, bool IsComplete);

/// <summary>What was known when a synchronisation began.</summary>
/// <param name="Old">The symbols to be asked for: their dividends were not fetched lately.</param>
internal sealed record DividendSyncStart(
    IReadOnlyList<string> Symbols, IReadOnlyList<string> Old, int Known, int Entitled);

/// <summary>Asks the provider for announced dividends, within its budget and for a bounded time. What a user is
/// entitled to follows from them by itself; nothing is assigned.</summary>
internal sealed class DividendRefresh(
    DividendReads dividends, MarketRefresher refresher, FetchBook fetches, MarketStore store, TimeProvider clock)
{
    /// <summary>So long a caller may wait for the provider.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(6);

    /// <summary>So long a job waits for one symbol, in which others may be ahead of it.</summary>
    private static readonly TimeSpan SymbolWaitMax = TimeSpan.FromMinutes(10);

    private const int SymbolsTogether = 8;

    /// <param name="symbol">Null: all that the user has ever traded.</param>
    /// <param name="freshFor">What was fetched so short a time ago is not asked for again.</param>
    public async Task<DividendSync> RunAsync(
        CurrentUser user, string? symbol, TimeSpan freshFor, CancellationToken ct)
    {
        var start = await StartAsync(user, symbol, freshFor, ct);
        var isComplete = start.Old.Count == 0
            || await refresher.AskAndWaitAsync(start.Old, [], WaitMax, ct, FetchKind.Dividends);
        return await TellAsync(user, start, isComplete, ct);
    }

    /// <summary>Looks what is known, and makes the rest due.</summary>
    public async Task<DividendSyncStart> StartAsync(
        CurrentUser user, string? symbol, TimeSpan freshFor, CancellationToken ct)
    {
        var before = await dividends.OfAsync(user, ct);
        string[] symbols = symbol is not null ? [symbol]
            : [.. before.Ledger.Trades.Select(trade => trade.Symbol).Distinct(StringComparer.Ordinal)];
        var (states, _) = await fetches.ReadAsync(symbols, ct);
        var freshSince = clock.GetUtcNow().UtcDateTime - freshFor;
        string[] old = [.. symbols.Where(name =>
            !states.TryGetValue(new(name, FetchKind.Dividends), out var state) || !(state.LastSuccessAt > freshSince))];
        if (old.Length > 0)
        {
            await refresher.MakeDueAsync(old, FetchKind.Dividends, ct);
        }

        return new(symbols, old, await KnownAsync(symbols, ct), Entitled(before, symbols));
    }

    /// <summary>Asks for one symbol after the other, a few at a time, and counts them. True where all were served.
    /// </summary>
    /// <param name="served">Called once a symbol, with or without an answer.</param>
    public async Task<bool> AskAsync(DividendSyncStart start, Action served, CancellationToken ct)
    {
        var missed = 0;
        await Parallel.ForEachAsync(start.Old, new ParallelOptions
        {
            MaxDegreeOfParallelism = SymbolsTogether,
            CancellationToken = ct,
        }, async (symbol, c) =>
        {
            if (!await refresher.AskAndWaitAsync([symbol], [], SymbolWaitMax, c, FetchKind.Dividends))
            {
                Interlocked.Increment(ref missed);
            }

            served();
        });
        return missed == 0;
    }

    /// <summary>What has become of it until now.</summary>
    public async Task<DividendSync> TellAsync(
        CurrentUser user, DividendSyncStart start, bool isComplete, CancellationToken ct)
    {
        var after = await dividends.OfAsync(user, ct);
        var (known, entitled) = (await KnownAsync(start.Symbols, ct), Entitled(after, start.Symbols));
        return new(
            start.Symbols.Count,
            (known, Math.Max(0, known - start.Known)),
            (entitled, Math.Max(0, entitled - start.Entitled)),
            after.Income.Dividends.Count(dividend =>
                !dividend.IsConfirmed && start.Symbols.Contains(dividend.Symbol)),
            start.Old.Count == 0,
            isComplete);
    }

    private async Task<int> KnownAsync(IReadOnlyCollection<string> symbols, CancellationToken ct) =>
        (await store.ViewAsync(symbols, [], "USD", ct)).Securities.Values
        .Where(security => symbols.Contains(security.Instrument.Symbol)).Sum(security => security.Dividends.Count);

    private static int Entitled(DividendOverview overview, IReadOnlyCollection<string> symbols) =>
        overview.Income.Dividends.Count(dividend => symbols.Contains(dividend.Symbol));
}
