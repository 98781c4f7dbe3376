using System.Text.Json;
using System.Text.RegularExpressions;
using PortfolioTracker.Tests.Features.Docs;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>Every operation has its bodies kept in this folder, one file a version.</summary>
internal sealed class GoldenFilesTests
{
    /// <summary>What sends no reply of its own.</summary>
    private static readonly string[] Without = ["GetDocs", "GetMetrics", "GetOpenApi"];

    [Test]
    public async Task Every_operation_has_a_file_of_its_answer_in_each_version()
    {
        var operations = (await ApiUnderTest.OfAsync(await App.SharedAsync())).Operations
            .Select(operation => operation.Id)
            .Where(id => !Without.Contains(id) && !id.EndsWith("Alias", StringComparison.Ordinal)).ToArray();
        var files = Directory.GetFiles(GoldenBody.Folder, "*.json")
            .Select(file => Path.GetFileName(file)!).ToArray();

        var missing = operations.SelectMany(id => new[] { "v1", "v2" }, (id, version) => (Name: Kebab(id), version))
            .Where(wanted => !files.Any(file => file.StartsWith(wanted.Name, StringComparison.Ordinal)
                && file.EndsWith($".{wanted.version}.json", StringComparison.Ordinal)))
            .Select(wanted => $"{wanted.Name}.{wanted.version}.json");

        await Assert.That(operations.Length).IsGreaterThan(40);
        await Assert.That(string.Join('\n', missing)).IsEqualTo("");
    }

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

    private static string Kebab(string id) =>
        Regex.Replace(id, "(?<!^)[A-Z]", letter => "-" + letter.Value).ToLowerInvariant();
}
