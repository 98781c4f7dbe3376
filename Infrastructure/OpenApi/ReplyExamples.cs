using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>An answer of each operation: the one that the contract tests keep, in the current version. What differs
/// from call to call is masked there; here it has a value.</summary>
internal static class ReplyExamples
{
    private const string Folder = "answers/";
    private const string Ending = ".v2.json";

    /// <summary>Null where none is kept.</summary>
    public static JsonNode? Of(string operation)
    {
        var name = Folder + JsonNamingPolicy.KebabCaseLower.ConvertName(operation.Replace("Alias", ""));
        // Of several kept answers the plain one, or else the first by name.
        var file = Array.Find(Names, known => known == name + Ending)
            ?? Array.Find(Names, known => known.StartsWith(name + "-", StringComparison.Ordinal));
        return file is null ? null : JsonNode.Parse(Unmasked(file));
    }

    private static string[] Names { get; } =
    [
        .. typeof(ReplyExamples).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder))
            .Order(StringComparer.Ordinal),
    ];

    private static string Unmasked(string file)
    {
        using var text = typeof(ReplyExamples).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(text, Encoding.UTF8);
        return reader.ReadToEnd()
            .Replace("<id>", "01901e3c-9a4f-7c52-8d17-3b6f0a5e2c41")
            .Replace("<instant>", "2026-05-15T20:15:00Z")
            .Replace("<cursor>", "MjAyNC0wMy0wMg");
    }
}
