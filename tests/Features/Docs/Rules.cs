using System.Globalization;
using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Docs;

/// <summary>What a schema takes and what it does not, as values to try.</summary>
internal static class Rules
{
    private const string Wrong = "not;valid";

    public static IEnumerable<string> Problems(
        Operation operation, string name, string value, Answer answer, string[] rule)
    {
        var text = answer.Body is { } body && body.TryGetProperty("message", out var said) ? said.GetString()! : "";
        // An id that is none names nothing.
        var isUnknown = answer.Status == 404 && name.EndsWith("id", StringComparison.Ordinal);
        if (answer.Status is not (400 or 422) && !isUnknown)
        {
            yield return $"{operation.Id}: {name}={value}: {answer.Status}";
        }

        // An older client shows this sentence, so it stays as it was.
        if (text.StartsWith("Unsupported benchmark", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var word in rule.Where(word => !text.Contains(word, StringComparison.Ordinal)))
        {
            yield return $"{operation.Id}: {name}={value}: \"{text}\" does not say {word}";
        }
    }

    /// <summary>Values that the schema excludes, with the words of the rule that the refusal must name.</summary>
    public static IEnumerable<(string Value, string[] Rule)> Refused(JsonElement schema)
    {
        var words = schema.TryGetProperty("enum", out var choices) ? Strings(choices) : [];
        if (words.Length > 0 || schema.TryGetProperty("format", out _) || schema.TryGetProperty("pattern", out _)
            || !Is(schema, "string"))
        {
            yield return (Wrong, words);
        }

        if (schema.TryGetProperty("minimum", out var min) && Is(schema, "integer"))
        {
            yield return (Number(min, -1), [min.ToString()]);
        }

        if (schema.TryGetProperty("maximum", out var max) && Is(schema, "integer"))
        {
            yield return (Number(max, +1), [max.ToString()]);
        }

        if (schema.TryGetProperty("maxLength", out var length))
        {
            yield return (new string('x', length.GetInt32() + 1), [length.ToString()]);
        }
    }

    public static IEnumerable<string> Taken(JsonElement schema)
    {
        var words = schema.TryGetProperty("enum", out var choices) ? Strings(choices) : [];
        var ends = new[] { "minimum", "maximum" }.Where(_ => Is(schema, "integer"))
            .Select(word => schema.TryGetProperty(word, out var end) ? end.ToString() : null).OfType<string>();
        return [.. words, .. ends, .. Is(schema, "boolean") ? new[] { "true", "false" } : []];
    }

    public static IEnumerable<(string? Value, string[] Rule)> RefusedMembers(JsonElement schema, JsonProperty member)
    {
        if (schema.TryGetProperty("required", out var required) && Strings(required).Contains(member.Name))
        {
            yield return (null, []);
        }

        foreach (var (value, rule) in Refused(member.Value).Where(refused => refused.Value != ""))
        {
            yield return ($"\"{value}\"", Is(member.Value, "string") ? rule : []);
        }

        if (member.Value.TryGetProperty("minimum", out _) || member.Value.TryGetProperty("exclusiveMinimum", out _))
        {
            yield return ("-1", []);
        }

        if (member.Value.TryGetProperty("exclusiveMinimum", out _))
        {
            yield return ("0", []);
        }
    }

    private static string Number(JsonElement number, int more) =>
        (number.GetInt64() + more).ToString(CultureInfo.InvariantCulture);

    private static string[] Strings(JsonElement texts) => [.. texts.EnumerateArray()
        .Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!)];

    private static bool Is(JsonElement schema, string type) =>
        schema.TryGetProperty("type", out var given) && given.ToString().Contains(type, StringComparison.Ordinal);
}
