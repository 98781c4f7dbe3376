using System.Globalization;
using System.Text.RegularExpressions;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Reads query parameters and collects what is wrong with them, each under <c>query.name</c>. An absent or
/// empty parameter takes its default.</summary>
internal sealed partial class QueryRules
{
    public List<ErrorDetail> Problems { get; } = [];

    public int Int(string name, string? text, int byDefault, int min, int max)
    {
        if (string.IsNullOrEmpty(text))
        {
            return byDefault;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max)
        {
            return value;
        }

        return Refuse(name, max == int.MaxValue
            ? $"a whole number from {min}"
            : $"a whole number from {min} to {max}", byDefault);
    }

    public bool Bool(string name, string? text, bool byDefault) => text?.ToLowerInvariant() switch
    {
        null or "" => byDefault,
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => Refuse(name, "true or false", byDefault),
    };

    public DateOnly? Day(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
        : Refuse<DateOnly?>(name, "a day written YYYY-MM-DD", null);

    /// <summary>One of the words, whatever its case; null where the parameter is absent.</summary>
    public string? OneOf(string name, string? text, params ReadOnlySpan<string> words)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach (var word in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        return Refuse<string?>(name, "one of " + string.Join(", ", words!), null);
    }

    /// <summary>Upper-cased; null where the parameter is absent.</summary>
    public string? Symbol(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : SymbolPattern().IsMatch(text.ToUpperInvariant()) ? text.ToUpperInvariant()
        : Refuse<string?>(name, "1 to 20 of the characters A-Z 0-9 . - = ^", null);

    [GeneratedRegex(@"\A[A-Z0-9.=^-]{1,20}\z")]
    public static partial Regex SymbolPattern();

    private T Refuse<T>(string name, string rule, T byDefault)
    {
        Problems.Add(new("INVALID", $"{name} must be {rule}.", $"query.{name}"));
        return byDefault;
    }
}
