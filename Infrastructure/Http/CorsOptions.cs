using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Browsers of these origins may call with credentials: the development servers of the two clients, and what
/// <c>ALLOWED_ORIGINS</c> (comma separated) names.</summary>
internal sealed class CorsOptions
{
    private static readonly string[] Development =
    [
        "http://localhost:3000", "http://127.0.0.1:3000", "http://localhost:19006", "http://localhost:8081",
        "exp://localhost:19000",
    ];

    public IReadOnlyList<string> Origins { get; set; } = Development;

    public static void Read(CorsOptions options, IConfiguration configuration)
    {
        const StringSplitOptions clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        if (configuration["ALLOWED_ORIGINS"] is { Length: > 0 } named)
        {
            options.Origins = [.. named.Split(',', clean)];
        }
    }
}

internal sealed class CorsOptionsValidator : IValidateOptions<CorsOptions>
{
    public ValidateOptionsResult Validate(string? name, CorsOptions options)
    {
        foreach (var origin in options.Origins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.PathAndQuery is not ("/" or "")
                || origin.EndsWith('/'))
            {
                return ValidateOptionsResult.Fail($"ALLOWED_ORIGINS names \"{origin}\"; write each origin as "
                    + "scheme://host[:port] without a path, separated by commas. \"*\" cannot go with credentials.");
            }
        }

        return ValidateOptionsResult.Success;
    }
}
