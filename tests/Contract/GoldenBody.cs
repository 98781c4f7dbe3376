using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>
/// Compares a body with its file in this folder; ids, instants and timings are masked. With
/// <c>PORTFOLIOTRACKER_GOLDEN=write</c> the file is written instead: read the difference before committing it, and run
/// <c>scripts/openapi</c>, for the answers are the examples of the API description.
/// </summary>
internal static partial class GoldenBody
{
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Folder { get; } = Repository.PathOf("tests", "Contract");

    public static async Task CheckAsync(string file, JsonElement body)
    {
        var path = Path.Combine(Folder, file);
        var text = Masked(body);
        if (Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_GOLDEN") == "write")
        {
            await File.WriteAllTextAsync(path, text);
        }

        await Assert.That(text).IsEqualTo(await File.ReadAllTextAsync(path));
    }

    private static string Masked(JsonElement body)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            body.WriteTo(writer);
        }

        var text = Encoding.UTF8.GetString(stream.ToArray()) + "\n";
        text = Ids().Replace(text, "<id>");
        text = Instants().Replace(text, "<instant>");
        text = Cursors().Replace(text, "$1<cursor>");
        return Timings().Replace(text, "$1 0");
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+Z")]
    private static partial Regex Instants();

    [GeneratedRegex("(\"next_cursor\": \")[A-Za-z0-9_-]+")]
    private static partial Regex Cursors();

    // The share of hits tells of the whole process.
    [GeneratedRegex("(\"(?:\\w+_time_ms|cache_hit_ratio)\":) [0-9.]+")]
    private static partial Regex Timings();
}
