using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Metrics;

/// <summary>Who may read <c>/metrics</c>.</summary>
internal sealed class MetricsOptions
{
    private const int TokenCharactersMin = 16;

    /// <summary><c>METRICS_TOKEN</c>: the bearer token of <c>/metrics</c>. Without one it answers to callers on this
    /// machine alone.</summary>
    public string? Token { get; set; }

    public static void Read(MetricsOptions options, IConfiguration configuration) =>
        options.Token = configuration["METRICS_TOKEN"] is { Length: > 0 } token ? token.Trim() : null;

    internal sealed class Validator : IValidateOptions<MetricsOptions>
    {
        public ValidateOptionsResult Validate(string? name, MetricsOptions options) =>
            options.Token is { Length: < TokenCharactersMin }
                ? ValidateOptionsResult.Fail(
                    $"METRICS_TOKEN has fewer than {TokenCharactersMin} characters. Make one: openssl rand -base64 32. "
                    + "Unset it to let only callers on this machine read /metrics.")
                : ValidateOptionsResult.Success;
    }
}
