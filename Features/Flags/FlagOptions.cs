using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Features.Flags;

/// <summary>Flags of the configuration, section <c>Features</c>: <c>Features__new_charts=true</c>, <c>false</c>, or a
/// percentage of users such as <c>25</c>. They win over the database.</summary>
internal sealed partial class FlagOptions
{
    /// <summary>As configured, by name.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    public static void Read(FlagOptions options, IConfiguration configuration)
    {
        foreach (var setting in configuration.GetSection("Features").GetChildren())
        {
            options.Settings[setting.Key] = setting.Value ?? "";
        }
    }

    /// <summary>Percentage of users who have it, 0 to 100; null where the text is no setting.</summary>
    public static int? Percentage(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "on" => 100,
        "false" or "off" => 0,
        var number when int.TryParse(
            number.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
            && percent <= 100 => percent,
        _ => null,
    };

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,62}\z")]
    public static partial Regex NamePattern();
}

internal sealed class FlagOptionsValidator : IValidateOptions<FlagOptions>
{
    public ValidateOptionsResult Validate(string? name, FlagOptions options)
    {
        var failures = new List<string>();
        foreach (var (flag, text) in options.Settings)
        {
            if (!FlagOptions.NamePattern().IsMatch(flag))
            {
                failures.Add($"Features:{flag} is no name of a flag; use a-z, 0-9 and _, a letter first.");
            }
            else if (FlagOptions.Percentage(text) is null)
            {
                failures.Add($"Features:{flag} is \"{text}\"; use true, false or a percentage from 0 to 100.");
            }
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
