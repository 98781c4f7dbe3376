using System.Buffers;
using Microsoft.Extensions.Caching.Hybrid;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>Lets go of a user's documents when any instance has changed that user's data; of all of them when
/// notifications may have been missed.</summary>
internal sealed class DocumentInvalidation(LedgerNotifications notifications, PortfolioDocuments documents)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        notifications.Changed += documents.Drop;
        notifications.Reconnected += documents.DropAll;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        notifications.Changed -= documents.Drop;
        notifications.Reconnected -= documents.DropAll;
        return Task.CompletedTask;
    }
}

/// <summary>Documents are kept by reference in memory; the cache asks for a serialiser all the same, and without one of
/// our own it would look for one by reflection.</summary>
internal sealed class NeverLeavesTheProcess : IHybridCacheSerializer<CompleteDocument>
{
    public CompleteDocument Deserialize(ReadOnlySequence<byte> source) =>
        throw new NotSupportedException("Documents have no second cache level.");

    public void Serialize(CompleteDocument value, IBufferWriter<byte> target) =>
        throw new NotSupportedException("Documents have no second cache level.");
}
