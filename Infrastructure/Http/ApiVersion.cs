namespace PortfolioTracker.Infrastructure.Http;

/// <summary>The shape of successful answers: the flat one of old for <c>X-API-Version: v1</c>, else the envelope.
/// </summary>
internal enum ApiVersion
{
    V2,
    V1,
}

internal static class ApiVersions
{
    public const string Header = "X-API-Version";

    public static ApiVersion ApiVersion(this HttpRequest request) =>
        string.Equals(request.Headers[Header], "v1", StringComparison.OrdinalIgnoreCase)
            ? Http.ApiVersion.V1
            : Http.ApiVersion.V2;
}
