using System.Threading.Channels;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <param name="IsUrgent">Somebody waits for it.</param>
/// <param name="For">The user who was the first to wait; null: none, or the service itself.</param>
/// <param name="Worth">Also of what is urgent; 0 where nobody would make it unless asked.</param>
internal sealed record Work(FetchItem Item, bool IsUrgent, Guid? For = null, double Worth = 0);

/// <param name="Worth">By <see cref="Planning.CallPlanner"/>; of no account where somebody waits.</param>
internal sealed record QueuedFetch(FetchItem Item, bool IsUrgent, bool IsAtWork, double Worth);

/// <summary>
/// What waits to be fetched. An item waits once however many ask for it. Those for whom somebody waits go first;
/// the others by what they are worth, and of equal worth by their kind. Two fetches of one key never run at the same
/// time.
/// </summary>
internal sealed class RefreshQueue(int waitingMax)
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<FetchItem, (double Order, int Rank, long Turn)> waiting = new();
    private readonly Dictionary<FetchItem, Ticket> open = [];
    private readonly Dictionary<string, List<FetchItem>> atWork = [];

    // An entry for each in waiting. Unlike a semaphore it may be forgotten while something postponed is yet to come.
    private readonly Channel<byte> available = Channel.CreateUnbounded<byte>();
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
    /// <param name="worth">Of a call for it; not negative.</param>
    /// <param name="user">Who waits, where a user does.</param>
    public Task<bool>? Add(FetchItem item, bool isUrgent, double worth = 0, Guid? user = null)
    {
        lock (gate)
        {
            if (open.TryGetValue(item, out var ticket))
            {
                var isWorthMore = worth > ticket.Worth;
                ticket.Worth = isWorthMore ? worth : ticket.Worth;
                if ((isUrgent || isWorthMore) && !ticket.IsUrgent && !ticket.IsAtWork)
                {
                    // Its earlier place in the queue is passed over when it is reached.
                    (ticket.IsUrgent, ticket.For) = (isUrgent, isUrgent ? user : null);
                    Enqueue(item, ticket);
                }

                return ticket.Served.Task;
            }

            if (open.Count >= waitingMax && !isUrgent)
            {
                return null;
            }

            ticket = new() { IsUrgent = isUrgent, For = isUrgent ? user : null, Worth = worth };
            open.Add(item, ticket);
            Enqueue(item, ticket);
            return ticket.Served.Task;
        }
    }

    /// <summary>The fetch, where it is at work; else null. It may be written down as made, and its data not be in
    /// memory yet.</summary>
    public Task<bool>? AtWork(FetchItem item)
    {
        lock (gate)
        {
            return open.TryGetValue(item, out var ticket) && ticket.IsAtWork ? ticket.Served.Task : null;
        }
    }

    /// <summary>What is open, in the order in which it is taken up; what is at work first.</summary>
    public IReadOnlyList<QueuedFetch> List()
    {
        lock (gate)
        {
            return
            [
                .. open.Select(entry => new QueuedFetch(
                        entry.Key, entry.Value.IsUrgent, entry.Value.IsAtWork, entry.Value.Worth))
                    .OrderByDescending(queued => queued.IsAtWork)
                    .ThenBy(queued => OrderOf(queued.IsUrgent, queued.Worth))
                    .ThenBy(queued => queued.Item.Rank),
            ];
        }
    }

    public async Task<Work> TakeAsync(CancellationToken ct)
    {
        while (true)
        {
            await available.Reader.ReadAsync(ct);
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
                return new(item, ticket.IsUrgent, ticket.For, ticket.Worth);
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
        waiting.Enqueue(item, (OrderOf(ticket.IsUrgent, ticket.Worth), item.Rank, turn++));
        available.Writer.TryWrite(0);
    }

    /// <summary>Lower is earlier.</summary>
    private static double OrderOf(bool isUrgent, double worth) => isUrgent ? double.NegativeInfinity : -worth;

    private sealed class Ticket
    {
        public TaskCompletionSource<bool> Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsUrgent { get; set; }

        public Guid? For { get; set; }

        public double Worth { get; set; }

        public bool IsAtWork { get; set; }

        public bool IsHeldBack { get; set; }
    }
}
