using System.Collections.Concurrent;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Joins those who ask for one thing at the same time: the first has it done, all get what comes of it. No
/// caller's leaving stops the work.</summary>
internal sealed class Flights<TKey, TResult>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Task<TResult>> flying = new();

    public Task<TResult> JoinAsync(TKey key, Func<Task<TResult>> work, CancellationToken ct)
    {
        var mine = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var flight = flying.GetOrAdd(key, mine.Task);
        if (flight == mine.Task)
        {
            _ = Task.Run(() => FlyAsync(key, work, mine), CancellationToken.None);
        }

        return flight.WaitAsync(ct);
    }

    private async Task FlyAsync(TKey key, Func<Task<TResult>> work, TaskCompletionSource<TResult> landing)
    {
        try
        {
            var result = await work();
            flying.TryRemove(key, out _);
            landing.SetResult(result);
        }
        catch (Exception failure)
        {
            flying.TryRemove(key, out _);
            landing.SetException(failure);
        }
    }
}
