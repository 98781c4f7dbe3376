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
