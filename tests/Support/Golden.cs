using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PortfolioTracker.Tests.Support;

/// <summary>Bodies that clients rely on, letter for letter, in <c>tests/Contract</c>. Ids and instants are masked. With
/// PORTFOLIOTRACKER_WRITE_GOLDEN=1 a test writes its file anew instead, to be read before it is committed.</summary>
internal static partial class Golden
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="name">Of the file, without its extension.</param>
    public static async Task MatchAsync(Answer answer, string name)
    {
        var actual = $"{answer.Status}\n{Masked(answer.Json)}\n";
        var path = Path.Combine(Folder(), name + ".json");
        if (Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, actual);
        }

        var expected = File.Exists(path) ? await File.ReadAllTextAsync(path) : $"{path} is missing";
        await Assert.That(actual).IsEqualTo(expected.ReplaceLineEndings("\n"));
    }

    private static string Masked(JsonElement body)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            body.WriteTo(writer);
        }

        var text = Encoding.UTF8.GetString(buffer.ToArray());
        return Instant().Replace(RequestId().Replace(text, "\"<id>\""), "\"<instant>\"");
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "PortfolioTracker.slnx")))
        {
            folder = folder.Parent;
        }

        return Directory.CreateDirectory(Path.Combine(folder.FullName, "tests", "Contract")).FullName;
    }

    [GeneratedRegex("\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"")]
    private static partial Regex RequestId();

    [GeneratedRegex("\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z\"")]
    private static partial Regex Instant();
}
