using System.Text.Json;

namespace PortfolioTracker.Tests.Contract;

/// <summary>What holds for all the bodies that are kept in this folder.</summary>
internal sealed class GoldenFilesTests
{
    [Test]
    public async Task No_file_tells_a_number_as_text()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.GetFiles(GoldenBody.Folder, "*.v?.json"))
        {
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            wrong.AddRange(JsonKinds.QuotedNumbers(json.RootElement)
                .Where(path => !path.EndsWith(".version", StringComparison.Ordinal))
                .Select(path => $"{Path.GetFileName(file)} {path}"));
        }

        await Assert.That(string.Join('\n', wrong)).IsEqualTo("");
    }
}
