using System.Diagnostics.Metrics;
using PortfolioTracker.Infrastructure.Caching;

namespace PortfolioTracker.Infrastructure.Metrics;

/// <summary>How often each layer of a cache had what it was asked for.</summary>
internal sealed class CacheMetrics
{
    public const string MeterName = "PortfolioTracker.Cache";

    private readonly (string Cache, string Layer, CacheReads Reads)[] layers;

    public CacheMetrics(IMeterFactory meters, PortfolioDocuments documents, MarketData.MarketStore market)
    {
        layers =
        [
            ("complete", "memory", documents.MemoryReads),
            ("complete", "database", documents.DatabaseReads),
            ("market", "memory", market.MemoryReads),
        ];
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter("cache.reads", () => layers.SelectMany(Counts));
        meter.CreateObservableGauge("cache.hit_ratio", () => layers.Where(layer => layer.Reads.All > 0).Select(layer =>
            new Measurement<double>(layer.Reads.HitRatio, [new("cache", layer.Cache), new("layer", layer.Layer)])));
    }

    private static IEnumerable<Measurement<long>> Counts((string Cache, string Layer, CacheReads Reads) layer)
    {
        Measurement<long> Of(long count, string result) =>
            new(count, [new("cache", layer.Cache), new("layer", layer.Layer), new("result", result)]);
        return [Of(layer.Reads.Hits, "hit"), Of(layer.Reads.All - layer.Reads.Hits, "miss")];
    }
}
