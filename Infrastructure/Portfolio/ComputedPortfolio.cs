using System.Text.Json.Serialization;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Infrastructure.Portfolio;

/// <summary>A computed portfolio, and what it was computed from.</summary>
internal sealed record ComputedPortfolio(
    PortfolioSnapshot Snapshot,
    MarketReading Market,
    TimeSpan ReadTime,
    TimeSpan ComputeTime)
{
    /// <summary>Views are computed for each request; only the complete document is kept.</summary>
    public const string CacheStatus = "miss";

    public int Milliseconds => (int)Math.Round((ReadTime + ComputeTime).TotalMilliseconds);

    /// <summary>What every view tells about its figures: when they count, and what they would have needed.</summary>
    public PortfolioFacts Facts => new(
        CacheStatus, Milliseconds, Snapshot.AsOf, MissingParts.Completeness(Snapshot.Holdings), Snapshot.Missing);
}

/// <param name="AsOf">The day that the figures tell about.</param>
/// <param name="DataCompleteness">0 to 100: of what the holdings need to be valued, the share that is known.</param>
/// <param name="Missing">What figures would have needed, and nobody knows.</param>
internal sealed record PortfolioFacts(
    string CacheStatus,
    int ComputationTimeMs,
    DateOnly AsOf,
    decimal DataCompleteness,
    IReadOnlyList<MissingPart> Missing);

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(PortfolioFacts))]
internal sealed partial class PortfolioFactsWire : JsonSerializerContext;
