using System.Collections.Concurrent;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>Which documents were asked for lately, by whom and how often. Bounded; the longest ago leave first.
/// </summary>
internal sealed class RecentDocuments(TimeProvider clock)
{
    private const int Max = 4_096;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid User, string Variant), Entry> entries = new();

    public void Note(CurrentUser user, DocumentRequest request)
    {
        var entry = entries.GetOrAdd((user.Id, request.Variant), static (_, asked) => new(asked), (user, request));
        entry.Note(clock.GetUtcNow());
        if (entries.Count > Max)
        {
            foreach (var (key, _) in entries.OrderBy(known => known.Value.ReadAt).Take(Max / 16).ToArray())
            {
                entries.TryRemove(key, out _);
            }
        }
    }

    /// <summary>The key under which the document lay in memory until now; null for none.</summary>
    public string? Move(Guid user, string variant, string toKey) =>
        entries.TryGetValue((user, variant), out var entry) ? Interlocked.Exchange(ref entry.MemoryKey, toKey) : null;

    public int ReadsOfHour(Guid user, string variant) =>
        entries.TryGetValue((user, variant), out var entry) ? entry.ReadsOfHour : 0;

    /// <summary>The last read first.</summary>
    public IReadOnlyList<(CurrentUser User, DocumentRequest Request)> Since(DateTimeOffset from, int max) =>
    [
        .. entries.Values.Where(entry => entry.ReadAt >= from).OrderByDescending(entry => entry.ReadAt).Take(max)
            .Select(entry => entry.Asked),
    ];

    private sealed class Entry((CurrentUser User, DocumentRequest Request) asked)
    {
        // A race of two readers loses a count, no more.
        private DateTimeOffset hourBegan;

        public string? MemoryKey;

        public (CurrentUser User, DocumentRequest Request) Asked => asked;

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
    }
}
