using System.Text.Json;
using PortfolioTracker.Domain.Portfolio;

namespace PortfolioTracker.Infrastructure.Portfolio;

/// <summary>A computed portfolio, and what it was computed from.</summary>
/// <param name="MarketVersion">State of the market memory before the view was taken.</param>
/// <param name="MarketKeys">Symbols and currency pairs that the figures stand on.</param>
internal sealed record ComputedPortfolio(
    PortfolioSnapshot Snapshot,
    long MarketVersion,
    IReadOnlyCollection<string> MarketKeys,
    TimeSpan ReadTime,
    TimeSpan ComputeTime)
{
    /// <summary>Views are computed for each request; only the complete document is kept.</summary>
    public const string CacheStatus = "miss";

    public int Milliseconds => (int)Math.Round((ReadTime + ComputeTime).TotalMilliseconds);

    /// <summary>What every view tells about its figures: when they count, and what they would have needed.</summary>
    public void WriteFacts(Utf8JsonWriter writer)
    {
        writer.WriteString("cache_status", CacheStatus);
        writer.WriteNumber("computation_time_ms", Milliseconds);
        writer.WriteString("as_of", $"{Snapshot.AsOf:yyyy-MM-dd}");
        writer.WriteNumber("data_completeness", MissingParts.Completeness(Snapshot.Holdings));
        writer.WriteStartArray("missing");
        foreach (var part in Snapshot.Missing)
        {
            writer.WriteStartObject();
            writer.WriteString("symbol", part.Symbol);
            writer.WriteString("what", part.What);
            writer.WriteString("since", part.Since is { } since ? $"{since:yyyy-MM-dd}" : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
