using System.Globalization;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.MarketData.Tiingo;

/// <summary>A second source of daily prices, for what is listed in the United States; read from the environment.
/// Without a key it is not asked.</summary>
internal sealed class TiingoOptions
{
    public const string PublicBaseUrl = "https://api.tiingo.com/";

    /// <summary>A free key has fifty calls an hour and a thousand a day: forty an hour keep both.</summary>
    public const int FreeCallsPerHour = 40;

    /// <summary>Never in an address, a log or a message: it travels in a header.</summary>
    public string? ApiKey { get; set; }

    public string BaseUrl { get; set; } = PublicBaseUrl;

    /// <summary>Zero: no limit of ours, as for a paid plan.</summary>
    public int CallsPerHour { get; set; } = FreeCallsPerHour;

    public void Read(IConfiguration configuration)
    {
        ApiKey = configuration["TIINGO_API_KEY"]?.Trim() is { Length: > 0 } key ? key : null;
        BaseUrl = configuration["TIINGO_BASE_URL"]?.Trim() switch
        {
            null or "" => PublicBaseUrl,
            var text => text.EndsWith('/') ? text : text + "/",
        };

        // What is no number becomes -1, which the validator refuses by name.
        CallsPerHour = configuration["TIINGO_CALLS_PER_HOUR"] switch
        {
            null or "" => FreeCallsPerHour,
            var text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var calls) ? calls : -1,
        };
    }
}

internal sealed class TiingoOptionsValidator : IValidateOptions<TiingoOptions>
{
    public ValidateOptionsResult Validate(string? name, TiingoOptions options) => options switch
    {
        { CallsPerHour: < 0 } => ValidateOptionsResult.Fail(
            "TIINGO_CALLS_PER_HOUR must be a whole number, 0 for no limit; "
            + $"{TiingoOptions.FreeCallsPerHour} is the default, for a free key."),
        { ApiKey: { } key } when !AlphaVantageOptions.KeyShape.IsMatch(key) => ValidateOptionsResult.Fail(
            "TIINGO_API_KEY is not 4 to 64 letters, digits, '-' or '_'. Copy it again without quotes, or unset it."),
        _ when !SafeAddress.IsSafeBase(options.BaseUrl) => ValidateOptionsResult.Fail(
            "TIINGO_BASE_URL must be an absolute https address without query (http only on the loopback). "
            + $"Unset it to use {TiingoOptions.PublicBaseUrl}."),
        _ => ValidateOptionsResult.Success,
    };
}
