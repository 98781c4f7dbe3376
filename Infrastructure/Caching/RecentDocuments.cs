using System.Collections.Concurrent;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>Which documents were asked for lately, by whom and how often. Bounded; the longest ago leave first.
/// </summary>
internal sealed class RecentDocuments(TimeProvider clock)
{
    private const int Max = 4_096;

    private readonly ConcurrentDictionary<(Guid User, SnapshotOptions Options, bool WithSeries), RecentDocument> entries
        = new();

    public RecentDocument Note(CurrentUser user, DocumentRequest request)
    {
        var entry = entries.GetOrAdd((user.Id, request.Options, request.WithSeries),
            static (_, asked) => new(asked.user, asked.request), (user, request));
        entry.Note(clock.GetUtcNow());
        if (entries.Count > Max)
        {
            foreach (var (key, _) in entries.OrderBy(known => known.Value.ReadAt).Take(Max / 16).ToArray())
            {
                entries.TryRemove(key, out _);
            }
        }

        return entry;
    }

    public int ReadsOfHour(Guid user, DocumentRequest request) =>
        entries.TryGetValue((user, request.Options, request.WithSeries), out var entry) ? entry.ReadsOfHour : 0;

    /// <summary>The last read first.</summary>
    public IReadOnlyList<RecentDocument> Since(DateTimeOffset from, int max) =>
        [.. entries.Values.Where(entry => entry.ReadAt >= from).OrderByDescending(entry => entry.ReadAt).Take(max)];
}

/// <summary>A document that its user asked for lately.</summary>
internal sealed class RecentDocument(CurrentUser user, DocumentRequest request)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // A race of two readers loses a count, or names a key twice; no more.
    private DateTimeOffset hourBegan;
    private NamedRevision? named;
    private string? keyInMemory;

    public CurrentUser User => user;

    public DocumentRequest Request => request;

    public DateTimeOffset ReadAt { get; private set; }

    public int ReadsOfHour { get; private set; }

    public void Note(DateTimeOffset now)
    {
        if (now - hourBegan > Hour)
        {
            (hourBegan, ReadsOfHour) = (now, 0);
        }

        ReadsOfHour++;
        ReadAt = now;
    }

    /// <summary>The key of a revision. It is long, and nearly always asked for again.</summary>
    public string KeyOf(long writes, long renewals)
    {
        if (named is not { } last || last.Writes != writes || last.Renewals != renewals)
        {
            named = last = new(writes, renewals, $"complete:{user.Id}:{writes}.{renewals}:{request.Variant}");
        }

        return last.Key;
    }

    /// <summary>The key under which the document lay in memory until now; null for none.</summary>
    public string? Move(string toKey) => Interlocked.Exchange(ref keyInMemory, toKey);

    private sealed record NamedRevision(long Writes, long Renewals, string Key);
}
