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

/// <summary>Asks the provider for announced dividends, within its budget and for a bounded time. What a user is
/// entitled to follows from them by itself; nothing is assigned.</summary>
internal sealed class DividendRefresh(
    DividendReads dividends, MarketRefresher refresher, FetchBook fetches, MarketStore store, TimeProvider clock)
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(6);

    /// <param name="symbol">Null: all that the user has ever traded.</param>
    /// <param name="freshFor">What was fetched so short a time ago is not asked for again.</param>
    public async Task<DividendSync> RunAsync(
        CurrentUser user, string? symbol, TimeSpan freshFor, CancellationToken ct)
    {
        var before = await dividends.OfAsync(user, ct);
        string[] symbols = symbol is not null ? [symbol]
            : [.. before.Ledger.Trades.Select(trade => trade.Symbol).Distinct(StringComparer.Ordinal)];
        var knownBefore = await KnownAsync(symbols, ct);

        var (states, _) = await fetches.ReadAsync(symbols, ct);
        var freshSince = clock.GetUtcNow().UtcDateTime - freshFor;
        string[] old = [.. symbols.Where(name =>
            !states.TryGetValue(new(name, FetchKind.Dividends), out var state) || !(state.LastSuccessAt > freshSince))];
        var isComplete = true;
        if (old.Length > 0)
        {
            await refresher.MakeDueAsync(old, FetchKind.Dividends, ct);
            isComplete = await refresher.AskAndWaitAsync(old, [], WaitMax, ct, FetchKind.Dividends);
        }

        var after = await dividends.OfAsync(user, ct);
        var knownAfter = await KnownAsync(symbols, ct);
        var entitled = Entitled(after, symbols);
        return new(
            symbols.Length,
            (knownAfter, Math.Max(0, knownAfter - knownBefore)),
            (entitled, Math.Max(0, entitled - Entitled(before, symbols))),
            after.Income.Dividends.Count(dividend => !dividend.IsConfirmed && symbols.Contains(dividend.Symbol)),
            old.Length == 0,
            isComplete);
    }

    private async Task<int> KnownAsync(string[] symbols, CancellationToken ct) =>
        (await store.ViewAsync(symbols, [], "USD", ct)).Securities.Values
        .Where(security => symbols.Contains(security.Instrument.Symbol)).Sum(security => security.Dividends.Count);

    private static int Entitled(DividendOverview overview, string[] symbols) =>
        overview.Income.Dividends.Count(dividend => symbols.Contains(dividend.Symbol));
}
