using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Where the euro reference rates of the European Central Bank are read: <c>ECB_BASE_URL</c>, or <c>off</c>.
/// They are free to use with the source named, and cost no call of the provider.</summary>
internal sealed class EcbOptions
{
    public const string PublicBaseUrl = "https://www.ecb.europa.eu/stats/eurofxref/";

    private const string Off = "off";

    /// <summary>Null where the bank is not asked.</summary>
    public string? BaseUrl { get; set; } = PublicBaseUrl;

    /// <summary>Whoever sends the provider's calls elsewhere has to say where the bank's go: else a closed network, or
    /// a test with invented rates, would be mixed with the real ones.</summary>
    public void Read(IConfiguration configuration)
    {
        var provider = configuration["ALPHA_VANTAGE_BASE_URL"];
        var isPublic = string.IsNullOrWhiteSpace(provider) || provider.Trim() == AlphaVantageOptions.PublicBaseUrl;
        BaseUrl = configuration["ECB_BASE_URL"]?.Trim() switch
        {
            null or "" => isPublic ? PublicBaseUrl : null,
            var text when text.Equals(Off, StringComparison.OrdinalIgnoreCase) => null,
            var text => text.EndsWith('/') ? text : text + "/",
        };
    }
}

internal sealed class EcbOptionsValidator : IValidateOptions<EcbOptions>
{
    public ValidateOptionsResult Validate(string? name, EcbOptions options) =>
        options.BaseUrl is null || SafeAddress.IsSafeBase(options.BaseUrl)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "ECB_BASE_URL must be an absolute https address without query (http only on the loopback), or off. "
                + $"Unset it to use {EcbOptions.PublicBaseUrl}.");
}
