using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Browsers of these origins may call with credentials: the development servers of the two clients, or what
/// <c>ALLOWED_ORIGINS</c> (comma separated) names in their place; and beside either, <c>FRONTEND_URL</c>.</summary>
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

        if (configuration["FRONTEND_URL"] is { Length: > 0 } frontEnd)
        {
            options.Origins = [.. options.Origins, frontEnd.Trim()];
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
                return ValidateOptionsResult.Fail($"ALLOWED_ORIGINS or FRONTEND_URL names \"{origin}\"; write each "
                    + "origin as scheme://host[:port] without a path, those of ALLOWED_ORIGINS separated by commas. "
                    + "\"*\" cannot go with credentials.");
            }
        }

        return ValidateOptionsResult.Success;
    }
}
