using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <param name="Document">Null where there is none, or none yet; <paramref name="Fetch"/> tells which.</param>
internal sealed record DocumentReading(StoredDocument? Document, CacheStatus Status, FetchState? Fetch);

/// <summary>Reports, overviews, news and searches: from the database while they are fresh, else asked for once for all
/// who want them, over all instances, and waited for a bounded time. "There is none" is remembered too.</summary>
internal sealed class ProviderDocuments(
    MarketArchive archive, MarketRefresher refresher, FetchBook book, IOptions<MarketDataOptions> options,
    TimeProvider clock)
{
    private readonly Flights<(FetchItem Item, bool Force), DocumentReading> flights = new();

    /// <param name="force">Asks anew, but for what was asked within the last minute.</param>
    public Task<DocumentReading> ReadAsync(
        FetchKind kind, string subject, TimeSpan maxAge, bool force, CancellationToken ct)
    {
        var item = new FetchItem(subject, kind);
        return flights.JoinAsync((item, force), () => ReadAsync(item, maxAge, force), ct);
    }

    private async Task<DocumentReading> ReadAsync(FetchItem item, TimeSpan maxAge, bool force)
    {
        var ct = CancellationToken.None;
        var function = DocumentFetch.FunctionOf(item.Kind);
        var stored = await archive.DocumentAsync(function, item.Key, ct);
        var isFresh = stored is not null && clock.GetUtcNow().UtcDateTime - stored.FetchedAt < maxAge;
        if (isFresh && !force)
        {
            return new(stored, CacheStatus.Hit, null);
        }

        var before = await StateAsync(item, ct);

        // A series of failures keeps its own pace, so that an old document is no reason to hurry.
        if (force || (stored is not null && before is { Failures: 0 }))
        {
            await book.MakeDueAsync([item.Key], item.Kind, ct);
        }

        await refresher.FetchAndWaitAsync([item], TimeSpan.FromSeconds(options.Value.WaitMaxSeconds), ct);
        var after = await archive.DocumentAsync(function, item.Key, ct);
        var state = await StateAsync(item, ct);

        // That there is none is an answer too, and as good as new until it is asked for again.
        var isNone = after is null && ProviderAbsence.IsKnown(state);
        var isNew = isNone ? state != before : after is not null && after.FetchedAt != stored?.FetchedAt;
        return new(
            after,
            isNew ? force ? CacheStatus.ForceRefresh : CacheStatus.Miss
            : isFresh || isNone ? CacheStatus.Hit
            : CacheStatus.Stale,
            state);
    }

    private async Task<FetchState?> StateAsync(FetchItem item, CancellationToken ct) =>
        (await book.ReadAsync([item.Key], ct)).States.GetValueOrDefault(item);
}
