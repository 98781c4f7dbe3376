using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Makes the memory of this instance forget what other instances have changed in the archive. Whenever the
/// connection was lost, everything is forgotten.</summary>
internal sealed class MarketNotifications(
    ConnectionStrings logins, DatabaseGate gate, MarketStore store, MarketArchive archive, TimeProvider clock,
    ILogger<MarketNotifications> log) : Listener(logins, gate, clock, log, Listen)
{
    private const string Listen = $"listen {MarketChannel.Name}";

    protected override void Hear(string payload)
    {
        if (MarketChannel.Read(payload, archive.InstanceId) is { } key)
        {
            store.Forget(key);
        }
    }

    protected override void Begin() => store.ForgetAll();
}
