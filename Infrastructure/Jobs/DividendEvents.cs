using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.Jobs;

internal enum EventRefresh
{
    /// <summary>What is announced is known.</summary>
    Done,

    /// <summary>It cannot be asked for now, and trying again soon would not help: the budget is spent, or the symbol
    /// must be identified first.</summary>
    Deferred,

    /// <summary>The provider gave no usable answer; it may give one in a few minutes.</summary>
    Failed,
}

internal delegate Task<EventRefresh> RefreshEvents(string symbol, CancellationToken ct);

/// <summary>Fetches the announced dividends of a symbol with one call of the provider, as background work: the reserve
/// for waiting users is left alone.</summary>
internal sealed class DividendEvents(
    MarketFetch fetch, FetchBook book, MarketRefresher refresher, ProviderBudget budget, ProviderHealth health,
    TimeProvider clock)
{
    private const int LooksElsewhereMax = 100;

    /// <summary>A nightly run, resumed or begun a little early, does not ask twice.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(20);

    private static readonly TimeSpan ElsewherePause = TimeSpan.FromMilliseconds(300);

    public async Task<EventRefresh> RefreshAsync(string symbol, CancellationToken ct)
    {
        var item = new FetchItem(symbol, FetchKind.Dividends);
        var (states, _) = await book.ReadAsync([symbol], ct);
        var state = states.GetValueOrDefault(item) ?? FetchState.Never(item);
        var isFresh = state.LastSuccessAt > clock.GetUtcNow().UtcDateTime - FreshFor;
        var isUnknown = states.GetValueOrDefault(new(symbol, FetchKind.Prices)) is { IsUnknownSymbol: true };
        if (isFresh || isUnknown)
        {
            return EventRefresh.Done;
        }

        // That there is nothing was an answer, and keeps its own time; a failure is tried again.
        if (state.LastSuccessAt is not null || state.Outcome is nameof(AnswerClass.Transport))
        {
            await book.MakeDueAsync([symbol], FetchKind.Dividends, ct);
        }

        for (var look = 0; look < LooksElsewhereMax; look++)
        {
            var (result, _) = await fetch.RunAsync(new(item, IsUrgent: false), ct);
            if (result != FetchResult.Elsewhere)
            {
                return result == FetchResult.Served ? EventRefresh.Done : await WhyNotAsync(item, state, ct);
            }

            await Task.Delay(ElsewherePause, clock, ct);
        }

        return EventRefresh.Failed;
    }

    private async Task<EventRefresh> WhyNotAsync(FetchItem item, FetchState before, CancellationToken ct)
    {
        if (health.StoppedBecause is not null || !budget.MayHaveCalls(isUrgent: false))
        {
            return EventRefresh.Deferred;
        }

        var (states, _) = await book.ReadAsync([item.Key], ct);
        if (states.TryGetValue(item, out var after) && after.Failures > before.Failures)
        {
            return EventRefresh.Failed;
        }

        // Nothing was tried: its unit is not known yet, which the refresher finds out.
        refresher.Ask([item.Key]);
        return EventRefresh.Deferred;
    }
}
