using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Layout;

/// <summary>The house rules. Each first makes sure that it has found something to look at.</summary>
internal sealed partial class LayoutTests
{
    private const int LinesMax = 200;
    private const int ColumnsMax = 120;

    /// <summary>Second addresses of a use case; their names are in no file.</summary>
    private static readonly string[] Aliases = ["GetRoot", "GetCompletePortfolioAlias", "AddManualDividendAlias"];

    private static IEnumerable<string> Sources => Repository.Files.Where(file => file.EndsWith(".cs", default));

    private static IEnumerable<string> Tests => Sources.Where(file => file.StartsWith("tests/", default)
        && file.EndsWith("Tests.cs", default));

    [Test]
    public async Task An_endpoint_is_found_by_its_name()
    {
        var app = await App.SharedAsync();
        var names = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName)
            .ToList();
        await Assert.That(names.Count).IsGreaterThan(5);
        await Assert.That(names).DoesNotContain((string?)null);

        foreach (var name in names.Except(Aliases))
        {
            var files = Sources.Where(file => FeatureFile().Match(file) is { Success: true } match
                && match.Groups["name"].Value == name).ToList();
            await Assert.That(files.Count).IsEqualTo(1).Because($"one file of a feature is to be named {name}.cs");
            var source = Repository.Read(files[0]).Replace("partial ", "", StringComparison.Ordinal);
            await Assert.That(source).Contains($"static class {name}");
        }
    }

    [Test]
    public async Task A_handler_says_which_of_its_parameters_are_services()
    {
        var app = await App.SharedAsync();
        var isService = app.Services.GetRequiredService<IServiceProviderIsService>();
        var services = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .SelectMany(endpoint => endpoint.Metadata.OfType<IParameterBindingMetadata>(),
                (endpoint, parameter) => (endpoint.DisplayName, parameter.Name, parameter.ParameterInfo))
            .Where(parameter => isService.IsService(parameter.ParameterInfo.ParameterType))
            .ToList();
        await Assert.That(services.Count).IsGreaterThan(100);

        // Else the native binary holds a reader from JSON of each, in case it were the body.
        await Assert.That(services.Where(parameter => !parameter.ParameterInfo.IsDefined(typeof(FromServicesAttribute)))
            .Select(parameter => (parameter.DisplayName, parameter.Name))).IsEmpty();
    }

    [Test]
    public async Task No_feature_names_another()
    {
        var types = Sources.Where(file => FeatureFile().IsMatch(file))
            .SelectMany(file => DeclaredType().Matches(Repository.Read(file)),
                (file, match) => (Feature: FeatureOf(file), Type: match.Groups["type"].Value))
            .ToLookup(declared => declared.Feature, declared => declared.Type);
        await Assert.That(types.Count).IsGreaterThan(3);

        foreach (var file in Sources.Where(file => FeatureFile().IsMatch(file)))
        {
            // Not what stands behind a point or before a bracket: that is a member, or a method of its own.
            var words = Word().Matches(Repository.Read(file)).Select(match => match.Value).ToHashSet();
            var foreign = types.Where(feature => feature.Key != FeatureOf(file)).SelectMany(feature => feature)
                .Except(types[FeatureOf(file)]).Where(words.Contains);
            await Assert.That(foreign).IsEmpty().Because(file);
            await Assert.That(Repository.Read(file)).DoesNotContain("using PortfolioTracker.Features.");
        }
    }

    [Test]
    public async Task A_file_fits_on_a_few_screens()
    {
        await Assert.That(Sources.Count()).IsGreaterThan(100);

        var tooLong = Sources.Select(file => (file, Lines: Repository.Read(file).TrimEnd('\n').Split('\n').Length))
            .Where(measured => measured.Lines > LinesMax);
        await Assert.That(tooLong).IsEmpty();
    }

    [Test]
    public async Task A_line_fits_on_one()
    {
        var lines = Sources.SelectMany(file => Repository.Read(file).Split('\n'),
            (file, line) => (file, Columns: line.Length)).ToList();
        await Assert.That(lines.Count).IsGreaterThan(10_000);

        await Assert.That(lines.Where(line => line.Columns > ColumnsMax)).IsEmpty();
    }

    [Test]
    public async Task Every_test_asserts()
    {
        var tests = Tests.SelectMany(file => Repository.Read(file).Split("[Te" + "st]").Skip(1),
            (file, body) => (file, Name: MethodName().Match(body).Groups["name"].Value, Body: body)).ToList();
        await Assert.That(tests.Count).IsGreaterThan(200);

        // A method of the file that asserts for several tests is named for it.
        await Assert.That(tests.Where(test => !Assertion().IsMatch(test.Body)).Select(test => (test.file, test.Name)))
            .IsEmpty();
    }

    [Test]
    public async Task A_test_stands_where_its_subject_does()
    {
        await Assert.That(Tests.Count()).IsGreaterThan(20);

        foreach (var file in Tests)
        {
            var names = $"namespace PortfolioTracker.Tests.{FolderOf(file[6..]).Replace('/', '.')};";
            await Assert.That(Repository.Read(file)).Contains(names).Because(file);
            await Assert.That(Repository.Read(file)).Contains($"class {Path.GetFileNameWithoutExtension(file)}");
        }
    }

    [Test]
    public async Task What_Domain_may_not_use_is_written_down_and_enforced()
    {
        var banned = Repository.Read("Domain/BannedSymbols.txt");

        foreach (var name in (string[])["N:System.IO", "N:System.Net.Http", "N:Npgsql", "N:Dapper",
            "T:System.Threading.Tasks.Task", "T:System.TimeProvider", "P:System.DateTime.UtcNow", "T:System.Random"])
        {
            await Assert.That(banned).Contains(name);
        }

        await Assert.That(Repository.Read("PortfolioTracker.csproj"))
            .Contains("<AdditionalFiles Include=\"Domain/BannedSymbols.txt\" />");
        await Assert.That(Repository.Read(".editorconfig"))
            .Contains("[Domain/**.cs]\ndotnet_diagnostic.RS0030.severity = error");
    }

    private static string FeatureOf(string file) => file.Split('/')[1];

    private static string FolderOf(string file) => file[..file.LastIndexOf('/')];

    [GeneratedRegex(@"\AFeatures/\w+/(?<name>\w+)\.cs\z")]
    private static partial Regex FeatureFile();

    [GeneratedRegex(@"\b(class|record|record struct|struct|enum|interface) (?<type>[A-Z]\w+)")]
    private static partial Regex DeclaredType();

    [GeneratedRegex(@"(?<=\bnew )[A-Z]\w+|(?<![.\w])[A-Z]\w+\b(?!\()")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?<name>[A-Z]\w+)\(")]
    private static partial Regex MethodName();

    [GeneratedRegex(@"\b(Assert\w*|CheckAsync|Holds)[.(]")]
    private static partial Regex Assertion();
}
