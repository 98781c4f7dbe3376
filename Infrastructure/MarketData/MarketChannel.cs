namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The notifications by which instances tell each other what they changed: the key (a symbol, or a pair such
/// as <c>EUR/USD</c>), and after a blank the instance. A bare key, sent by hand, is heeded by all.</summary>
internal static class MarketChannel
{
    public const string Name = "pt_market";

    public static string Write(string key, Guid instanceId) => $"{key} {instanceId:N}";

    /// <summary>The key that changed; null where the instance itself has sent the notification.</summary>
    public static string? Read(string payload, Guid ownInstanceId)
    {
        var blank = payload.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0)
        {
            return payload;
        }

        return Guid.TryParseExact(payload.AsSpan(blank + 1), "N", out var sender) && sender == ownInstanceId
            ? null
            : payload[..blank];
    }
}
