namespace PortfolioTracker.Infrastructure;

/// <summary>Addresses on whose answers we rely, or to which keys are sent.</summary>
internal static class SafeAddress
{
    /// <summary>Https, or http on this machine.</summary>
    public static bool IsSafe(string address) => Of(address) is not null;

    /// <summary>As above, and nothing but a host and a path.</summary>
    public static bool IsSafeBase(string address) => Of(address) is { Query: "", Fragment: "", UserInfo: "" };

    private static Uri? Of(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : null;
}
