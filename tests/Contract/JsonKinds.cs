using System.Globalization;
using System.Text.Json;

namespace PortfolioTracker.Tests.Contract;

/// <summary>What kinds of values stand where in a body.</summary>
internal static class JsonKinds
{
    /// <summary>Paths of texts that are numbers.</summary>
    public static IEnumerable<string> QuotedNumbers(JsonElement json, string path = "$") => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(m => QuotedNumbers(m.Value, $"{path}.{m.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => QuotedNumbers(item, path + "[]")),
        JsonValueKind.String when decimal.TryParse(
            json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _) => [path],
        _ => [],
    };

    /// <summary>Path by path, the kinds of values there; null says nothing about a kind.</summary>
    public static Dictionary<string, HashSet<JsonValueKind>> Of(JsonElement json)
    {
        var kinds = new Dictionary<string, HashSet<JsonValueKind>>();
        Look(json, "$");
        return kinds;

        void Look(JsonElement element, string path)
        {
            if (element.ValueKind != JsonValueKind.Null)
            {
                kinds.TryAdd(path, []);
                kinds[path].Add(element.ValueKind == JsonValueKind.False ? JsonValueKind.True : element.ValueKind);
            }

            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                {
                    Look(member.Value, $"{path}.{member.Name}");
                }
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    Look(item, path + "[]");
                }
            }
        }
    }
}
