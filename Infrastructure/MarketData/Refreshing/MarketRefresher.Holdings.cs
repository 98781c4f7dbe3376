using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Infrastructure.MarketData.Planning;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

internal sealed partial class MarketRefresher
{
    private static readonly TimeSpan FirstLookAfter = TimeSpan.FromSeconds(20);

    /// <summary>What waits here or is being made, in the order in which it is taken up.</summary>
    public IReadOnlyList<QueuedFetch> Queue => queue.List();

    /// <summary>Somebody's holdings of the symbols have changed: what is due of them is queued by what they are worth
    /// now.</summary>
    public void AskAnew(IReadOnlyCollection<string> symbols)
    {
        held.Forget();
        foreach (var symbol in symbols)
        {
            nextLookAt.TryRemove(symbol, out _);
        }

        Ask(symbols);
    }

    /// <summary>What is due of all that is held and does not wait here yet, the best worth its call first.</summary>
    public async Task<IReadOnlyList<(CallCandidate Candidate, HeldSymbol? Held)>> PlannedAsync(CancellationToken ct)
    {
        var snapshot = await held.ReadAsync(ct);
        var (states, _) = await book.ReadAsync(snapshot.Symbols, ct);
        var waiting = queue.List().Select(queued => queued.Item).ToHashSet();
        var now = Now;
        var due = snapshot.Symbols.SelectMany(symbol => RefreshPlan.Due(symbol, states, now))
            .Where(item => !waiting.Contains(item))
            .Select(item => snapshot.Candidate(item, states.GetValueOrDefault(item), now));
        return [.. CallPlanner.Order(due).Select(candidate => (candidate, snapshot.Of(candidate.Item.Key)))];
    }

    /// <summary>Looks after what is held, also while nobody looks at it.</summary>
    private async Task AskForHoldingsForeverAsync(CancellationToken ct)
    {
        if (options.Value.HoldingsRefreshMinutes == 0)
        {
            return;
        }

        await Task.Delay(FirstLookAfter, clock, ct);
        while (true)
        {
            try
            {
                Ask((await held.ReadAsync(ct)).Symbols);
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                LogHoldingsFailed(log, problem);
            }

            await Task.Delay(TimeSpan.FromMinutes(options.Value.HoldingsRefreshMinutes), clock, ct);
            await AskForListingsAsync(ct);
            await AskForEarningsAsync(ct);
            await AskForQuotesOfHeldAsync(ct);
        }
    }

    /// <summary>Queues the list of what is listed, where it is due. The sandbox has none.</summary>
    public Task AskForListingsAsync(CancellationToken ct) => AskForListAsync(ListingFetch.UnitedStates, ct);

    /// <summary>Likewise the list of the days on which companies report.</summary>
    public Task AskForEarningsAsync(CancellationToken ct) => AskForListAsync(DocumentFetch.AllEarnings, ct);

    /// <summary>Likewise the running prices of what is held, while New York trades and the key has no limit by the day.
    /// </summary>
    public Task AskForQuotesOfHeldAsync(CancellationToken ct) =>
        budget.DailyLimit is null && ExchangeCalendar.Nyse.StateAt(clock.GetUtcNow()).IsOpen
            ? AskForListAsync(QuoteFetch.OfHeld, ct)
            : Task.CompletedTask;

    private async Task AskForListAsync(FetchItem item, CancellationToken ct)
    {
        try
        {
            var state = (await book.ReadAsync([item.Key], ct)).States.GetValueOrDefault(item);
            if (!source.IsSandbox && (state?.IsDue(Now) ?? true))
            {
                var candidate = (await held.ReadAsync(ct)).Candidate(item, state, Now);
                _ = queue.Add(item, isUrgent: false, CallPlanner.Worth(candidate));
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogHoldingsFailed(log, problem);
        }
    }

    [LoggerMessage(LogLevel.Error, "Looking up what is held failed.")]
    private static partial void LogHoldingsFailed(ILogger log, Exception problem);
}
