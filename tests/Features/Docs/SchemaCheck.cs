using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PortfolioTracker.Tests.Features.Docs;

/// <summary>
/// Compares a value with a schema of the description: the part of JSON Schema 2020-12 that the description uses, and
/// one rule more: a member that no schema names is undocumented, and so a fault.
/// </summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private sealed record Outcome(List<string> Problems, HashSet<string> Named)
    {
        public bool IsOpen { get; set; }
    }

    public IReadOnlyList<string> Problems(JsonElement schema, JsonElement value) => Whole(schema, value, "$");

    /// <summary>The value with everything that is put together over it: members left over belong to nothing.</summary>
    private List<string> Whole(JsonElement schema, JsonElement value, string at)
    {
        var outcome = Check(schema, value, at);
        if (value.ValueKind == JsonValueKind.Object && !outcome.IsOpen && outcome.Problems.Count == 0)
        {
            outcome.Problems.AddRange(value.EnumerateObject().Where(member => !outcome.Named.Contains(member.Name))
                .Select(member => $"{at}.{member.Name} is undocumented"));
        }

        return outcome.Problems;
    }

    public JsonElement Resolve(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference))
        {
            element = reference.GetString()![2..].Split('/').Aggregate(document, (at, name) => at.GetProperty(name));
        }

        return element;
    }

    private Outcome Check(JsonElement given, JsonElement value, string at)
    {
        var schema = Resolve(given);
        var outcome = new Outcome([], []);
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(name, value)))
        {
            outcome.Problems.Add($"{at} is {value.ValueKind}, not {type}");
            return outcome;
        }

        if (schema.TryGetProperty("enum", out var choices)
            && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
        {
            outcome.Problems.Add($"{at} is {value}, not one of {choices}");
        }

        CheckText(schema, value, at, outcome);
        CheckNumber(schema, value, at, outcome);
        CheckMembers(schema, value, at, outcome);
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            outcome.Problems.AddRange(
                value.EnumerateArray().SelectMany((item, i) => Whole(items, item, $"{at}[{i}]")));
        }

        foreach (var part in Parts(schema, "allOf"))
        {
            Join(outcome, Check(part, value, at));
        }

        CheckChoice(schema, "oneOf", value, at, outcome);
        CheckChoice(schema, "anyOf", value, at, outcome);
        outcome.IsOpen |= !schema.EnumerateObject().Any(word =>
            word.Name is "type" or "properties" or "allOf" or "oneOf" or "anyOf" or "enum");
        return outcome;
    }

    private void CheckMembers(JsonElement schema, JsonElement value, string at, Outcome outcome)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (schema.TryGetProperty("required", out var required))
        {
            outcome.Problems.AddRange(required.EnumerateArray()
                .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                .Select(name => $"{at}.{name} is missing"));
        }

        var hasMembers = schema.TryGetProperty("properties", out var properties);
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        outcome.IsOpen |= hasOthers;
        foreach (var member in value.EnumerateObject())
        {
            if (hasMembers && properties.TryGetProperty(member.Name, out var known))
            {
                outcome.Named.Add(member.Name);
                outcome.Problems.AddRange(Whole(known, member.Value, $"{at}.{member.Name}"));
            }
            else if (hasOthers && others.ValueKind == JsonValueKind.Object)
            {
                outcome.Problems.AddRange(Whole(others, member.Value, $"{at}.{member.Name}"));
            }
        }
    }

    // Judged with the members left over: of two shapes only one names them all.
    private void CheckChoice(JsonElement schema, string word, JsonElement value, string at, Outcome outcome)
    {
        var parts = Parts(schema, word)
            .Select(part => (Whole: Whole(part, value, at), Part: Check(part, value, at))).ToList();
        if (parts.Count == 0)
        {
            return;
        }

        var fitting = parts.Where(part => part.Whole.Count == 0).ToList();
        if (fitting.Count == 1 || (fitting.Count > 1 && word == "anyOf"))
        {
            fitting.ForEach(part => Join(outcome, part.Part));
        }
        else
        {
            outcome.Problems.Add(fitting.Count > 1
                ? $"{at} fits {fitting.Count} of {word}"
                : $"{at} fits none of {word}: "
                    + string.Join(" | ", parts.Select(part => string.Join(", ", part.Whole.Take(5)))));
        }
    }

    private static void CheckText(JsonElement schema, JsonElement value, string at, Outcome outcome)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return;
        }

        var text = value.GetString()!;
        var fits = schema.TryGetProperty("format", out var format) ? format.GetString() switch
        {
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "date" => DateOnly.TryParseExact(
                text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => Regex.IsMatch(text, @"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z"),
            _ => false,
        } : true;
        if (!fits || (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!)))
        {
            outcome.Problems.Add($"{at} is \"{text}\", not as {schema} asks");
        }
    }

    private static void CheckNumber(JsonElement schema, JsonElement value, string at, Outcome outcome)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return;
        }

        var number = value.GetDouble();
        if ((schema.TryGetProperty("minimum", out var min) && number < min.GetDouble())
            || (schema.TryGetProperty("exclusiveMinimum", out var above) && number <= above.GetDouble())
            || (schema.TryGetProperty("maximum", out var max) && number > max.GetDouble()))
        {
            outcome.Problems.Add($"{at} is {value}, outside of its range");
        }
    }

    private static void Join(Outcome outcome, Outcome part)
    {
        outcome.Problems.AddRange(part.Problems);
        outcome.Named.UnionWith(part.Named);
        outcome.IsOpen |= part.IsOpen;
    }

    private static JsonElement[] Parts(JsonElement schema, string word) =>
        schema.TryGetProperty(word, out var parts) ? [.. parts.EnumerateArray()] : [];

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Select(name => name.GetString()!)
        : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };
}
