using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>How the provider is reached; read from the environment by <see cref="Read"/>.</summary>
internal sealed partial class AlphaVantageOptions
{
    public const string PublicBaseUrl = "https://www.alphavantage.co/query";

    /// <summary>Never in a log, a message or a trace: only <see cref="ApiKeyHandler"/> and the mask read it.</summary>
    public string? ApiKey { get; set; }

    public string BaseUrl { get; set; } = PublicBaseUrl;

    /// <summary>One request on the wire, body included.</summary>
    public double AttemptTimeoutSeconds { get; set; } = 10;

    /// <summary>Waiting for a turn, all attempts and the pause between them.</summary>
    public double TotalTimeoutSeconds { get; set; } = 25;

    public double RequestsPerSecond { get; set; } = 1;

    /// <summary>The middle of the pause before the one retry; the jitter spreads it.</summary>
    public double RetryDelaySeconds { get; set; } = 1.5;

    /// <summary>Lets a production host run without a key, on the sandbox market.</summary>
    public bool SandboxInProduction { get; set; }

    public bool Sandbox => string.IsNullOrWhiteSpace(ApiKey);

    /// <summary>The host alone is a base too: the path of the public service is added to it.</summary>
    public Uri Endpoint => new UriBuilder(BaseUrl) is { Path: "/" or "" } bare
        ? new UriBuilder(bare.Uri) { Path = "/query" }.Uri
        : new Uri(BaseUrl);

    public void Read(IConfiguration configuration)
    {
        ApiKey = configuration["ALPHA_VANTAGE_API_KEY"]?.Trim();
        BaseUrl = configuration["ALPHA_VANTAGE_BASE_URL"] is { Length: > 0 } url ? url.Trim() : PublicBaseUrl;
        AttemptTimeoutSeconds = Number("ALPHA_VANTAGE_ATTEMPT_TIMEOUT_SECONDS", AttemptTimeoutSeconds);
        TotalTimeoutSeconds = Number("ALPHA_VANTAGE_TOTAL_TIMEOUT_SECONDS", TotalTimeoutSeconds);
        RequestsPerSecond = Number("ALPHA_VANTAGE_REQUESTS_PER_SECOND", RequestsPerSecond);
        SandboxInProduction = configuration["ALPHA_VANTAGE_SANDBOX_IN_PRODUCTION"] is "true" or "True" or "1";

        // What is no number becomes NaN, which the validator refuses by name.
        double Number(string name, double otherwise) => configuration[name] switch
        {
            null or "" => otherwise,
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) => n,
            _ => double.NaN,
        };
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{4,64}\z")]
    internal static partial Regex KeyShape { get; }
}

internal sealed class AlphaVantageOptionsValidator(IHostEnvironment? environment = null)
    : IValidateOptions<AlphaVantageOptions>
{
    public ValidateOptionsResult Validate(string? name, AlphaVantageOptions options)
    {
        var problems = Problems(options).ToArray();
        return problems is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(AlphaVantageOptions options)
    {
        if (options.Sandbox && !options.SandboxInProduction && environment?.IsProduction() == true)
        {
            yield return "ALPHA_VANTAGE_API_KEY is missing. Set it to your key (a free one: "
                + "https://www.alphavantage.co/support/#api-key), set ASPNETCORE_ENVIRONMENT=Development to use the "
                + "sandbox market, or set ALPHA_VANTAGE_SANDBOX_IN_PRODUCTION=true if invented prices are wanted here.";
        }

        if (!options.Sandbox && !AlphaVantageOptions.KeyShape.IsMatch(options.ApiKey!))
        {
            yield return "ALPHA_VANTAGE_API_KEY is not 4 to 64 letters, digits, '-' or '_'. "
                + "Copy it again without quotes, or unset it to use the sandbox market.";
        }

        // The key travels in the query: over plain http it may only go to this machine.
        if (!SafeAddress.IsSafeBase(options.BaseUrl))
        {
            yield return "ALPHA_VANTAGE_BASE_URL must be an absolute https address without query (http only on the "
                + $"loopback). Unset it to use {AlphaVantageOptions.PublicBaseUrl}.";
        }

        if (options.AttemptTimeoutSeconds is not (>= 0.1 and <= 120))
        {
            yield return "ALPHA_VANTAGE_ATTEMPT_TIMEOUT_SECONDS must be a number from 0.1 to 120; 10 is the default.";
        }

        if (!(options.TotalTimeoutSeconds >= options.AttemptTimeoutSeconds && options.TotalTimeoutSeconds <= 600))
        {
            yield return "ALPHA_VANTAGE_TOTAL_TIMEOUT_SECONDS must be a number from the attempt timeout to 600; "
                + "25 is the default.";
        }

        if (options.RequestsPerSecond is not (>= 0.01 and <= 1000))
        {
            yield return "ALPHA_VANTAGE_REQUESTS_PER_SECOND must be a number from 0.01 to 1000; a free key has 1.";
        }
    }
}
