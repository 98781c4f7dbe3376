namespace PortfolioTracker.Infrastructure.Database;

/// <summary>Tells this instance which users' data any instance has changed, after the change was committed. Subscribers
/// must not throw and must be quick.</summary>
internal sealed class LedgerNotifications(
    ConnectionStrings logins, DatabaseGate gate, TimeProvider clock, ILogger<LedgerNotifications> log)
    : Listener(logins, gate, clock, log, Listen)
{
    private const string Listen = "listen pt_ledger";

    /// <summary>The data of this user changed.</summary>
    public event Action<Guid>? Changed;

    /// <summary>Listening began, or began again: what was remembered until now may be out of date.</summary>
    public event Action? Reconnected;

    protected override void Hear(string payload)
    {
        if (Guid.TryParseExact(payload, "D", out var user))
        {
            Changed?.Invoke(user);
        }
    }

    protected override Task BeginAsync(CancellationToken ct)
    {
        Reconnected?.Invoke();
        return Task.CompletedTask;
    }
}
