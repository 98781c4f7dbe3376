using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioTracker.Features.CompletePortfolio;

namespace PortfolioTracker.Tests.Domain.Properties;

/// <summary>The sections of a document as the bytes that they are on the wire.</summary>
internal static class SnapshotBytes
{
    public static byte[] Of(
        PortfolioSection portfolio, PerformanceSection performance, AllocationSection allocation,
        TransactionsSection transactions, TimeSeriesSection series) =>
    [
        .. JsonSerializer.SerializeToUtf8Bytes(portfolio, SnapshotBytesWire.Default.PortfolioSection),
        .. JsonSerializer.SerializeToUtf8Bytes(performance, SnapshotBytesWire.Default.PerformanceSection),
        .. JsonSerializer.SerializeToUtf8Bytes(allocation, SnapshotBytesWire.Default.AllocationSection),
        .. JsonSerializer.SerializeToUtf8Bytes(transactions, SnapshotBytesWire.Default.TransactionsSection),
        .. JsonSerializer.SerializeToUtf8Bytes(series, SnapshotBytesWire.Default.TimeSeriesSection),
    ];
}

[JsonSerializable(typeof(PortfolioSection))]
[JsonSerializable(typeof(PerformanceSection))]
[JsonSerializable(typeof(AllocationSection))]
[JsonSerializable(typeof(TransactionsSection))]
[JsonSerializable(typeof(TimeSeriesSection))]
internal sealed partial class SnapshotBytesWire : JsonSerializerContext;
