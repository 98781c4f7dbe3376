using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Makes the memory of this instance forget what other instances have changed in the archive. Of what was read
/// before the first connection, only that which has changed since is forgotten; whenever the connection was lost,
/// everything.</summary>
internal sealed class MarketNotifications(
    ConnectionStrings logins, DatabaseGate gate, MarketStore store, MarketArchive archive, TimeProvider clock,
    ILogger<MarketNotifications> log) : Listener(logins, gate, clock, log, Listen)
{
    private const string Listen = $"listen {MarketChannel.Name}";

    private bool hasListened;

    protected override void Hear(string payload)
    {
        if (MarketChannel.Read(payload, archive.InstanceId) is { } key)
        {
            store.Forget(key);
        }
    }

    protected override async Task BeginAsync(CancellationToken ct)
    {
        if (hasListened)
        {
            store.ForgetAll();
        }
        else
        {
            await store.ForgetChangedAsync(ct);
            hasListened = true;
        }
    }
}
