using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure;

/// <summary>Settings that are wrong are told in plain sentences on standard error, each with its remedy, and end the
/// process with exit code 1.</summary>
internal static partial class FaultySettings
{
    public static bool Are(Exception failure) => failure is OptionsValidationException
        || failure is IOException { InnerException: AddressInUseException }
        || (failure is InvalidOperationException unreadable && Unread().IsMatch(unreadable.Message))
        || (failure is AggregateException several && several.InnerExceptions.All(Are));

    public static async Task<int> TellAsync(Exception failure)
    {
        foreach (var sentence in Sentences(failure))
        {
            await Console.Error.WriteLineAsync($"Configuration: {sentence}");
        }

        return 1;
    }

    internal static IEnumerable<string> Sentences(Exception failure) => failure switch
    {
        AggregateException several => several.InnerExceptions.SelectMany(Sentences),
        OptionsValidationException invalid => invalid.Failures,
        IOException { InnerException: AddressInUseException } =>
            ["PORT is taken by another program. Stop that one, or set PORT to a free number."],
        _ => [Unreadable(Unread().Match(failure.Message).Groups)],
    };

    /// <summary>Without the value: it may have been meant for another setting.</summary>
    private static string Unreadable(GroupCollection setting)
    {
        var (key, type) = (setting["key"].Value, setting["type"].Value);
        var wanted = type switch
        {
            "System.Boolean" => "true or false",
            "System.Double" or "System.Decimal" => "a number, with a point before decimals",
            _ => "a whole number",
        };
        return $"{key} must be {wanted}. Mend {key.Replace(":", "__", StringComparison.Ordinal)}, or unset it.";
    }

    /// <summary>What the binding of settings says of a text that is no such value.</summary>
    [GeneratedRegex(@"\AFailed to convert configuration value .* at '(?<key>[^']+)' to type '(?<type>[^']+)'\.\z",
        RegexOptions.Singleline)]
    private static partial Regex Unread();
}
