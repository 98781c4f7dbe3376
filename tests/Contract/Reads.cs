using System.Globalization;
using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>
/// What a client reads of an answer, in a short notation: <c>"path > name:type name:type"</c>. In a path, <c>[]</c>
/// stands for each element of a list; the path <c>$</c> is the body. Types:
/// num, int, str (not empty), text (may be empty), bool, date, ts, arr, obj, true, false; with <c>?</c> also null.
/// </summary>
internal static class Reads
{
    public static async Task AssertAsync(Answer answer, params IEnumerable<string> reads)
    {
        var address = answer.Message.RequestMessage!.RequestUri;
        foreach (var read in reads)
        {
            var parts = read.Split(" > ");
            var (path, members) = (parts[0], parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            foreach (var parent in Follow(answer.Json, path))
            {
                foreach (var member in members)
                {
                    var (name, type) = (member.Split(':')[0], member.Split(':')[1]);
                    await Assert.That(parent.TryGetProperty(name, out var value)).IsTrue()
                        .Because($"{address}: {path} must have {name}: {parent}");
                    await Assert.That(Is(value, type)).IsTrue()
                        .Because($"{address}: {path}.{name} must be {type}, is {value}");
                }
            }
        }
    }

    /// <summary>Every element that the path leads to; a list on it may be empty.</summary>
    public static IEnumerable<JsonElement> Follow(JsonElement body, string path)
    {
        IEnumerable<JsonElement> found = [body];
        foreach (var part in path == "$" ? [] : path.Split('.'))
        {
            var name = part.TrimEnd('[', ']');
            if (name.Length > 0)
            {
                found = found.Select(element => element.GetProperty(name));
            }

            found = part.EndsWith("[]", StringComparison.Ordinal) ? found.SelectMany(list => list.EnumerateArray())
                : found;
        }

        return found;
    }

    private static bool Is(JsonElement value, string type) =>
        (type.EndsWith('?') && value.ValueKind == JsonValueKind.Null) || type.TrimEnd('?') switch
        {
            "num" => value.ValueKind == JsonValueKind.Number,
            "int" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "str" => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0,
            "text" => value.ValueKind == JsonValueKind.String,
            "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "true" => value.ValueKind == JsonValueKind.True,
            "false" => value.ValueKind == JsonValueKind.False,
            "arr" => value.ValueKind == JsonValueKind.Array,
            "obj" => value.ValueKind == JsonValueKind.Object,
            "date" => value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(
                value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "ts" => value.ValueKind == JsonValueKind.String && ErrorShape.Instant().IsMatch(value.GetString()!),
            _ => throw new ArgumentException($"There is no type {type}.", nameof(type)),
        };
}
