using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Options;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>Which document is wanted, and how to build it.</summary>
internal sealed record DocumentRequest(SnapshotOptions Options, bool WithSeries, BuildDocument Build)
{
    /// <summary>The options as text that is the same for the same options.</summary>
    public string Variant => $"{Options.AsOf:yyyyMMdd}:{Options.Benchmark}:{WithSeries}";

    /// <summary>As front ends ask for it every day. The others, of past days and other benchmarks, are as many as there
    /// are days and symbols: they are kept in memory alone, which is bounded.</summary>
    public bool IsUsual => !Options.IsPast && Options.Benchmark == PortfolioSnapshots.BenchmarkDefault;
}

/// <summary>Builds a document from the ledger that was read.</summary>
/// <param name="force">Asks the market data provider for what is old.</param>
internal delegate Task<CompleteDocument> BuildDocument(
    CurrentUser user, DocumentRequest request, StoredReading reading, bool force, CancellationToken ct);

/// <summary>
/// The built documents of users who were here lately: in memory, behind that in the database, behind that built. A
/// document is let go when its user writes (here, or on another instance, which says so), when a price or rate that it
/// stands on changes, and at the end of its lifetime. While the database is away, one that ran out is better than none.
/// </summary>
/// <remarks>
/// Letting go means moving on to the next revision, which is part of the key: a build that was under way when the user
/// wrote can then only fill the old key, which nobody asks for any more. Revisions are kept in a fixed number of slots;
/// two users in one slot cost each other a rebuild, never a wrong document. Writes are counted apart from all else:
/// what was built before one is never served again, not even as stale.
/// </remarks>
internal sealed class PortfolioDocuments(
    HybridCache cache, StoredDocuments stored, MarketStore market, RecentDocuments recent,
    IOptions<CacheOptions> options, TimeProvider clock)
{
    private const int Slots = 4096; // a power of two, for the mask in Slot

    // Far longer than any document is current: for the time when the database is away. Memory is bounded by size.
    private static readonly HybridCacheEntryOptions InMemory = new()
    {
        Expiration = TimeSpan.FromHours(24),
        LocalCacheExpiration = TimeSpan.FromHours(24),
    };

    // For a look at what is there: most reads end with it.
    private static readonly HybridCacheEntryOptions OnlyIfInMemory = new()
    {
        Flags = HybridCacheEntryFlags.DisableUnderlyingData | HybridCacheEntryFlags.DisableDistributedCache,
    };

    private static readonly Func<CancellationToken, ValueTask<CompleteDocument?>> Nothing = static _ => default;

    private readonly long[] writes = new long[Slots];
    private readonly long[] renewals = new long[Slots];

    public CacheReads MemoryReads { get; } = new();

    public CacheReads DatabaseReads => stored.Reads;

    public string Strategy => options.Value.Strategy;

    public void Drop(Guid user) => Interlocked.Increment(ref writes[Slot(user)]);

    public void DropAll()
    {
        for (var i = 0; i < Slots; i++)
        {
            Interlocked.Increment(ref writes[i]);
        }
    }

    public DateTimeOffset ExpiryOf(Guid user, DocumentRequest request, decimal completeness) => clock.GetUtcNow()
        + DocumentLifetime.Of(options.Value, clock.GetUtcNow(), completeness, recent.ReadsOfHour(user, request));

    /// <param name="force">Builds anew, whatever is there.</param>
    public async ValueTask<(CompleteDocument Document, DocumentState State)> GetAsync(
        CurrentUser user, DocumentRequest request, bool force, CancellationToken ct)
    {
        var asked = recent.Note(user, request);
        var (document, state, wasInMemory) = await FindAsync(user, asked, force, ct);
        MemoryReads.Count(wasInMemory);
        return (document, state);
    }

    /// <summary>Has the document there for its next reader; nothing to do where it is.</summary>
    public async ValueTask WarmAsync(RecentDocument asked, CancellationToken ct) =>
        await FindAsync(asked.User with { RequestId = "warming" }, asked, force: false, ct);

    private async ValueTask<(CompleteDocument Document, DocumentState State, bool WasInMemory)> FindAsync(
        CurrentUser user, RecentDocument asked, bool force, CancellationToken ct)
    {
        var slot = Slot(user.Id);
        var keyNow = asked.KeyOf(Interlocked.Read(ref writes[slot]), Interlocked.Read(ref renewals[slot]));
        var held = await cache.GetOrCreateAsync(keyNow, Nothing, OnlyIfInMemory, cancellationToken: ct);
        return held is null || force || IsOutOfDate(held)
            ? await RenewAsync(user, asked, force, ct)
            : (held, DocumentState.Hit, true);
    }

    private async ValueTask<(CompleteDocument Document, DocumentState State, bool WasInMemory)> RenewAsync(
        CurrentUser user, RecentDocument asked, bool force, CancellationToken ct)
    {
        var slot = Slot(user.Id);
        for (CompleteDocument? last = null; ;)
        {
            var (written, renewed) = (Interlocked.Read(ref writes[slot]), Interlocked.Read(ref renewals[slot]));
            var key = asked.KeyOf(written, renewed);
            var (state, wasInMemory) = (DocumentState.Hit, true);
            CompleteDocument document;
            try
            {
                document = await cache.GetOrCreateAsync(
                    key,
                    async token =>
                    {
                        wasInMemory = false;
                        (var found, state) = await FindBelowAsync(user, asked.Request, force, token);
                        return found;
                    },
                    InMemory,
                    cancellationToken: ct);
            }
            catch (Exception away) when (last is not null && DatabaseUnavailable.IsCauseOf(away)
                && Interlocked.Read(ref writes[slot]) == written)
            {
                await cache.SetAsync(key, last, InMemory, cancellationToken: ct);
                return (last, DocumentState.Stale, true);
            }

            if (!wasInMemory || last is not null || !(force || IsOutOfDate(document)))
            {
                if (!wasInMemory && asked.Move(key) is { } old && old != key)
                {
                    // What lay under an earlier revision would only take up room.
                    await cache.RemoveAsync(old, ct);
                }

                return (document, state, wasInMemory);
            }

            // Whoever sees the change first moves the revision on; the others find it moved.
            last = document;
            Interlocked.CompareExchange(ref renewals[slot], renewed + 1, renewed);
        }
    }

    private async Task<(CompleteDocument, DocumentState)> FindBelowAsync(
        CurrentUser user, DocumentRequest request, bool force, CancellationToken ct)
    {
        // The cache calls from a flow of its own.
        ActingUser.Id = user.Id;
        var reading = request.IsUsual
            ? await stored.ReadAsync(user, request.Variant, force, ct)
            : await stored.ReadLedgerAsync(user, ct);
        if (reading.Document is { } found)
        {
            return (found, DocumentState.Hit);
        }

        var built = await request.Build(user, request, reading, force, ct);
        if (reading.LedgerVersion is { } version)
        {
            await stored.KeepAsync(user, request.Variant, version, built);
        }

        return (built, DocumentState.Built);
    }

    private bool IsOutOfDate(CompleteDocument document) => document.Basis.ExpiresAt <= clock.GetUtcNow()
        || market.ChangedSince(document.Basis.MarketVersion, document.Basis.MarketKeys);

    private static int Slot(Guid user) => user.GetHashCode() & (Slots - 1);
}
