using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

internal sealed partial class MarketRefresher
{
    /// <summary>
    /// Waits, but not longer than given, until those of the fetches that are due or at work are made, and nothing else:
    /// somebody who looks at a symbol once should not cost all that its holders need. True when all are served.
    /// </summary>
    public async Task<bool> FetchAndWaitAsync(
        IReadOnlyCollection<FetchItem> items, TimeSpan atMost, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(atMost, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            // The limit is for the provider: a database that is away is the caller's failure.
            var (states, _) = await book.ReadAsync([.. items.Select(item => item.Key).Distinct()], ct);
            var now = Now;
            var fetches = items.Select(item => !states.TryGetValue(item, out var state) || state.IsDue(now)
                ? queue.Add(item, isUrgent: true, user: ActingUser.Id)
                : queue.AtWork(item));
            var served = await Task.WhenAll(fetches.OfType<Task<bool>>()).WaitAsync(both.Token);
            return served.All(isServed => isServed);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Makes a kind of fetch due for the symbols, however fresh it is, but for those tried within the last
    /// minute. It is made when they are asked for next.</summary>
    public async Task MakeDueAsync(IReadOnlyCollection<string> keys, FetchKind kind, CancellationToken ct)
    {
        await book.MakeDueAsync(keys, kind, ct);
        foreach (var key in keys)
        {
            nextLookAt.TryRemove(key, out _);
        }
    }
}
