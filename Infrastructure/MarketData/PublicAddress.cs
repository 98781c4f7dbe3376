namespace PortfolioTracker.Infrastructure.MarketData;

internal static class PublicAddress
{
    /// <summary>Whether keys may be sent there: https, or http on this machine; nothing but a host and a path.
    /// </summary>
    public static bool IsUsable(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { Query: "", Fragment: "", UserInfo: "" };
}
