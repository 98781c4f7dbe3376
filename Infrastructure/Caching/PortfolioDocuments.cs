using Microsoft.Extensions.Caching.Hybrid;
using PortfolioTracker.Domain.Markets;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>
/// The built documents of users who were here lately. A document is let go when its user writes (here, or on another
/// instance, which says so), when a price or rate that it stands on changes, and after a time that depends on whether
/// the market is open.
/// </summary>
/// <remarks>
/// Letting go means moving on to the next revision, which is part of the key: a build that was under way when the user
/// wrote can then only fill the old key, which nobody asks for any more. Revisions are kept in a fixed number of slots;
/// two users in one slot cost each other a rebuild, never a wrong document.
/// </remarks>
internal sealed class PortfolioDocuments(HybridCache cache, MarketStore market, TimeProvider clock)
{
    private static readonly TimeSpan WhileOpen = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterHours = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan DaysOff = TimeSpan.FromHours(2);

    private readonly long[] revisions = new long[4096]; // a power of two, for the mask in Slot
    private long hits;
    private long reads;

    /// <summary>Share of reads that found a ready document, since the start of the process.</summary>
    public double HitRatio =>
        Interlocked.Read(ref reads) is var all and > 0 ? (double)Interlocked.Read(ref hits) / all : 0;

    public void Drop(Guid user) => Interlocked.Increment(ref Slot(user));

    public void DropAll()
    {
        for (var i = 0; i < revisions.Length; i++)
        {
            Interlocked.Increment(ref revisions[i]);
        }
    }

    /// <param name="variant">The options of the document, as text that is the same for the same options.</param>
    public async ValueTask<(CompleteDocument Document, bool IsHit)> GetAsync(
        Guid user, string variant, Func<CancellationToken, Task<CompleteDocument>> build, CancellationToken ct)
    {
        Interlocked.Increment(ref reads);
        for (var attempt = 0; ; attempt++)
        {
            var revision = Interlocked.Read(ref Slot(user));
            var built = false;
            var document = await cache.GetOrCreateAsync(
                $"complete:{user}:{revision}:{variant}",
                async token =>
                {
                    built = true;
                    return await build(token);
                },
                Lifetime(),
                cancellationToken: ct);

            if (built || attempt > 0 || !market.ChangedSince(document.MarketVersion, document.MarketKeys))
            {
                Interlocked.Add(ref hits, built ? 0 : 1);
                return (document, !built);
            }

            // Whoever sees the change first moves the revision on; the others find it moved.
            Interlocked.CompareExchange(ref Slot(user), revision + 1, revision);
        }
    }

    private ref long Slot(Guid user) => ref revisions[user.GetHashCode() & (revisions.Length - 1)];

    /// <summary>How long a document built now is kept, where nothing changes.</summary>
    internal static TimeSpan LifetimeAt(DateTimeOffset now)
    {
        var state = ExchangeCalendar.Nyse.StateAt(now);
        return state.IsOpen ? WhileOpen
            : state.IsHoliday || state.LocalDate.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DaysOff
            : AfterHours;
    }

    private HybridCacheEntryOptions Lifetime()
    {
        var lifetime = LifetimeAt(clock.GetUtcNow());
        return new() { Expiration = lifetime, LocalCacheExpiration = lifetime };
    }
}
