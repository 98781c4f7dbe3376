namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <param name="IsUrgent">Somebody waits for it.</param>
internal readonly record struct Work(FetchItem Item, bool IsUrgent);

/// <summary>
/// What waits to be fetched. An item waits once however many ask for it, those for whom somebody waits go first, and
/// two fetches of one key never run at the same time.
/// </summary>
internal sealed class RefreshQueue(int waitingMax) : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<FetchItem, (int Group, int Rank, long Turn)> waiting = new();
    private readonly Dictionary<FetchItem, Ticket> open = [];
    private readonly Dictionary<string, List<FetchItem>> atWork = [];
    private readonly SemaphoreSlim available = new(0);
    private long turn;

    /// <summary>Items waiting or at work.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return open.Count;
            }
        }
    }

    /// <summary>Adds the item, or joins those who wait for it. The task tells whether it was served; it is null where
    /// the queue is full, which it never is for somebody who waits.</summary>
    public Task<bool>? Add(FetchItem item, bool isUrgent)
    {
        lock (gate)
        {
            if (open.TryGetValue(item, out var ticket))
            {
                if (isUrgent && !ticket.IsUrgent && !ticket.IsAtWork)
                {
                    // Its earlier place in the queue is passed over when it is reached.
                    ticket.IsUrgent = true;
                    Enqueue(item, ticket);
                }

                return ticket.Served.Task;
            }

            if (open.Count >= waitingMax && !isUrgent)
            {
                return null;
            }

            ticket = new() { IsUrgent = isUrgent };
            open.Add(item, ticket);
            Enqueue(item, ticket);
            return ticket.Served.Task;
        }
    }

    public async Task<Work> TakeAsync(CancellationToken ct)
    {
        while (true)
        {
            await available.WaitAsync(ct);
            lock (gate)
            {
                if (!waiting.TryDequeue(out var item, out _) || !open.TryGetValue(item, out var ticket)
                    || ticket.IsAtWork || ticket.IsHeldBack)
                {
                    continue;
                }

                if (atWork.TryGetValue(item.Key, out var heldBack))
                {
                    ticket.IsHeldBack = true;
                    heldBack.Add(item);
                    continue;
                }

                atWork.Add(item.Key, []);
                ticket.IsAtWork = true;
                return new(item, ticket.IsUrgent);
            }
        }
    }

    /// <summary>The item is done with: all who wait for it are told.</summary>
    public void Complete(FetchItem item, bool served)
    {
        TaskCompletionSource<bool> completion;
        lock (gate)
        {
            completion = open[item].Served;
            open.Remove(item);
            LetGo(item.Key);
        }

        completion.TrySetResult(served);
    }

    /// <summary>The item could not be taken up now: others go on, and it comes again after the pause.</summary>
    public void Postpone(FetchItem item, TimeSpan pause)
    {
        lock (gate)
        {
            LetGo(item.Key);
        }

        Task.Delay(pause).ContinueWith(_ => Resume(item), TaskScheduler.Default);
    }

    public void Resume(FetchItem item)
    {
        lock (gate)
        {
            var ticket = open[item];
            ticket.IsAtWork = false;
            Enqueue(item, ticket);
        }
    }

    public void Dispose() => available.Dispose();

    private void LetGo(string key)
    {
        if (atWork.Remove(key, out var heldBack))
        {
            foreach (var item in heldBack)
            {
                var ticket = open[item];
                ticket.IsHeldBack = false;
                Enqueue(item, ticket);
            }
        }
    }

    private void Enqueue(FetchItem item, Ticket ticket)
    {
        waiting.Enqueue(item, (ticket.IsUrgent ? 0 : 1, item.Rank, turn++));
        available.Release();
    }

    private sealed class Ticket
    {
        public TaskCompletionSource<bool> Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsUrgent { get; set; }

        public bool IsAtWork { get; set; }

        public bool IsHeldBack { get; set; }
    }
}
