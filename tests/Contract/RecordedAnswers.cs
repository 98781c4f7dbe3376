using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>
/// The files beside this one: what clients were promised, one answer a file. PORTFOLIOTRACKER_RECORD=1 writes them
/// anew; the difference is then a change of the contract, to be read as one.
/// </summary>
internal static partial class RecordedAnswers
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static async Task AssertAsync(string name, Answer answer)
    {
        var actual = $"{answer.Status}\n{Masked(answer.Json)}\n";
        var path = Repository.PathOf("tests", "Contract", $"{name}.json");
        if (Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_RECORD") == "1")
        {
            await File.WriteAllTextAsync(path, actual);
        }

        await Assert.That(File.Exists(path)).IsTrue().Because($"there must be a recorded answer {name}.json");
        await Assert.That(actual).IsEqualTo(await File.ReadAllTextAsync(path));
    }

    /// <summary>Indented, with every id, instant and cursor replaced by what it is.</summary>
    private static string Masked(JsonElement body)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            body.WriteTo(writer);
        }

        var text = Encoding.UTF8.GetString(buffer.ToArray());
        text = Id().Replace(text, "an id");
        text = Instant().Replace(text, "an instant");
        return Cursor().Replace(text, "$1a cursor");
    }

    [GeneratedRegex("(?<=\")[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\")")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<="")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z(?="")")]
    private static partial Regex Instant();

    [GeneratedRegex("(\"next_cursor\": \")[A-Za-z0-9_-]+(?=\")")]
    private static partial Regex Cursor();
}
