using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData.Planning;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>
/// Keeps the archive fresh for whatever is asked for. Nobody's request calls the provider: it asks here, and waits a
/// bounded time where it must. What is fetched for one is fetched for all, over all instances.
/// </summary>
internal sealed partial class MarketRefresher(
    MarketFetch fetch, FetchBook book, HeldSymbols held, ProviderBudget budget, MarketSource source,
    DatabaseGate database, LedgerNotifications ledgers, IOptions<MarketDataOptions> options, TimeProvider clock,
    ILogger<MarketRefresher> log) : BackgroundService
{
    /// <summary>Keys read from the book in one go.</summary>
    private const int KeysTogether = 500;

    private static readonly TimeSpan ElsewherePause = TimeSpan.FromMilliseconds(300);

    private readonly RefreshQueue queue = new(options.Value.FetchesWaitingMax);
    private readonly ConcurrentDictionary<string, DateTime> nextLookAt = new();

    // Dropped asks come again with the next page view; the newest are of those who look now.
    private readonly Channel<string> asked = Channel.CreateBounded<string>(
        new BoundedChannelOptions(options.Value.FetchesWaitingMax) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Fetches waiting or being made.</summary>
    public int Waiting => queue.Count;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Refreshes in the background what is due of symbols, and of pairs such as <c>EUR/USD</c>.</summary>
    public void Ask(IEnumerable<string> keys)
    {
        var now = Now;
        foreach (var key in keys)
        {
            if (!nextLookAt.TryGetValue(key, out var at) || at <= now)
            {
                asked.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>
    /// Waits, but not longer than given, until all that is due of the symbols and currencies is served, up to a kind of
    /// fetch: what comes after it goes on in the background. True when all were served, be it with the answer that
    /// there is nothing.
    /// </summary>
    public async Task<bool> AskAndWaitAsync(
        IReadOnlyCollection<string> symbols, IReadOnlyCollection<string> currencies, TimeSpan atMost,
        CancellationToken ct, FetchKind through = FetchKind.Splits)
    {
        string[] keys = [.. symbols, .. currencies.Where(code => code != DollarPairs.Dollar).Select(DollarPairs.KeyOf)];
        using var limit = new CancellationTokenSource(atMost, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var served = await Task.WhenAll(await PlanAsync(keys, through, ct, both.Token)).WaitAsync(both.Token);
            return served.All(isServed => isServed);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ledgers.Changed += _ => held.Forget();
        await database.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
        await budget.LookAsync(stoppingToken);
        await Task.WhenAll(
            [PlanForeverAsync(stoppingToken), AskForHoldingsForeverAsync(stoppingToken),
            .. Enumerable.Range(0, options.Value.Workers).Select(_ => WorkForeverAsync(stoppingToken))]);
    }

    private async Task PlanForeverAsync(CancellationToken ct)
    {
        var keys = new HashSet<string>();
        while (await asked.Reader.WaitToReadAsync(ct))
        {
            keys.Clear();
            while (keys.Count < KeysTogether && asked.Reader.TryRead(out var key))
            {
                keys.Add(key);
            }

            try
            {
                await PlanAsync(keys, through: null, ct, ct);
            }
            catch (Exception problem) when (problem is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                LogPlanFailed(log, problem, keys.Count);
            }
        }
    }

    /// <summary>Queues what is due of the keys, and of the currencies of the symbols among them. Answers the fetches up
    /// to the given kind, which are urgent; null: none is.</summary>
    /// <param name="limit">Ends the wait for what is worth a call. What is due is read without it: a database that is
    /// away is the caller's failure, not the provider's.</param>
    private async Task<List<Task<bool>>> PlanAsync(
        IReadOnlyCollection<string> keys, FetchKind? through, CancellationToken ct, CancellationToken limit)
    {
        var (states, currencies) = await book.ReadAsync(keys, ct);
        var pairs = currencies.Values.Where(code => code != DollarPairs.Dollar).Select(DollarPairs.KeyOf)
            .Distinct().Except(keys).ToArray();
        if (pairs.Length > 0)
        {
            foreach (var (item, state) in (await book.ReadAsync(pairs, ct)).States)
            {
                states[item] = state;
            }
        }

        var now = Now;
        var (urgent, holdings) = (new List<Task<bool>>(), await held.ReadAsync(limit));
        var due = keys.Concat(pairs).SelectMany(key => RefreshPlan.Due(key, states, now)).Select(item => (
            Item: item, Worth: CallPlanner.Worth(holdings.Candidate(item, states.GetValueOrDefault(item), now))));

        // The best first: workers take up what is there before all of it is.
        foreach (var (item, worth) in due.OrderByDescending(fetch => fetch.Worth))
        {
            var isUrgent = through is { } last && item.Rank <= (int)last;
            if (queue.Add(item, isUrgent, worth, ActingUser.Id) is { } served && isUrgent)
            {
                urgent.Add(served);
            }
        }

        foreach (var key in keys.Concat(pairs))
        {
            urgent.AddRange(AtWork(key, through));
            nextLookAt[key] = RefreshPlan.NextLook(key, states, now);
        }

        if (nextLookAt.Count > options.Value.FetchesWaitingMax)
        {
            nextLookAt.Clear();
        }

        return urgent;
    }

    private IEnumerable<Task<bool>> AtWork(string key, FetchKind? through) => through is not { } last ? []
        : Enum.GetValues<FetchKind>().Select(kind => new FetchItem(key, kind)).Where(item => item.Rank <= (int)last)
            .Select(queue.AtWork).OfType<Task<bool>>();

    private async Task WorkForeverAsync(CancellationToken ct)
    {
        while (true)
        {
            var work = await queue.TakeAsync(ct);
            var served = false;
            try
            {
                var (result, followUps) = await fetch.RunAsync(work, ct);
                if (result == FetchResult.Elsewhere)
                {
                    queue.Postpone(work.Item, ElsewherePause);
                    continue;
                }

                served = result == FetchResult.Served;
                foreach (var item in followUps)
                {
                    // Of what somebody merely looks at, the rest is due when it is held.
                    var isUrgent = work.IsUrgent && item.Rank <= (int)FetchKind.Splits;
                    _ = isUrgent || work.Worth > 0 ? queue.Add(item, isUrgent, user: work.For) : null;
                }
            }
            catch (Exception problem) when (!ct.IsCancellationRequested)
            {
                LogFetchFailed(log, problem, work.Item.Kind, work.Item.Key);
            }

            queue.Complete(work.Item, served);
            if (!served && work.Worth > 0 && budget.IsShareSpentOf(work.For))
            {
                // Who waits has no calls left: it is made by its worth, when nobody waits.
                _ = queue.Add(work.Item, isUrgent: false, work.Worth);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Planning the refresh of {Count} keys failed.")]
    private static partial void LogPlanFailed(ILogger log, Exception problem, int count);

    [LoggerMessage(LogLevel.Error, "Fetching {Kind} of {Key} failed.")]
    private static partial void LogFetchFailed(ILogger log, Exception problem, FetchKind kind, string key);
}
