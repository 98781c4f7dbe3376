using System.Collections.Concurrent;
using System.Net;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Whose bucket: a user's, or where there is none an address's; <paramref name="Kind"/> null is the bucket of
/// all requests.</summary>
internal readonly record struct BucketOwner(Guid User, IPAddress? Address, Costly? Kind);

/// <param name="Left">Requests that may follow at once.</param>
/// <param name="Wait">Until one more is granted; zero where one is left.</param>
/// <param name="UntilFull">Until all of the burst is back.</param>
internal readonly record struct Admission(bool IsGranted, int Left, TimeSpan Wait, TimeSpan UntilFull);

/// <summary>
/// Token buckets by the generic cell rate algorithm (ITU-T I.371): of each bucket only the instant is kept at which it
/// will be full again. So a request costs one look-up and no memory, and a full bucket can be forgotten.
/// </summary>
internal sealed class TokenBuckets(TimeProvider clock)
{
    private const int AddedBetweenSweeps = 1024;

    /// <summary>When each bucket is full again, in UTC ticks.</summary>
    private readonly ConcurrentDictionary<BucketOwner, long> fullAt = new();
    private int added;

    public int Count => fullAt.Count;

    public Admission Take(BucketOwner owner, RateLimit limit)
    {
        var now = clock.GetUtcNow().UtcTicks;
        var (interval, capacity) = (limit.Interval.Ticks, limit.Interval.Ticks * limit.Burst);
        while (true)
        {
            var isKnown = fullAt.TryGetValue(owner, out var known);
            // No bucket is emptier than empty, also after the clock was set back.
            var missing = Math.Clamp(known - now, 0, capacity);
            if (missing + interval > capacity)
            {
                return new(false, 0, new(missing + interval - capacity), new(missing));
            }

            missing += interval;
            if (isKnown ? fullAt.TryUpdate(owner, now + missing, known) : fullAt.TryAdd(owner, now + missing))
            {
                if (!isKnown && Interlocked.Increment(ref added) % AddedBetweenSweeps == 0)
                {
                    Sweep(now);
                }

                var left = (int)((capacity - missing) / interval);
                return new(true, left, left > 0 ? default : new(missing + interval - capacity), new(missing));
            }
        }
    }

    private void Sweep(long now)
    {
        foreach (var bucket in fullAt)
        {
            if (bucket.Value <= now)
            {
                // Only where it is still full: a request may have taken from it meanwhile.
                fullAt.TryRemove(bucket);
            }
        }
    }
}
