using System.Text.RegularExpressions;
using PortfolioTracker.Tests.Features.Docs;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Layout;

/// <summary>PortfolioTracker.http holds every request of the API, and none that there is not.</summary>
internal sealed class RequestFileTests
{
    [Test]
    public async Task Every_operation_has_a_request_in_the_file()
    {
        var requests = Requests();
        var operations = (await ApiUnderTest.OfAsync(await App.SharedAsync())).Operations;

        await Assert.That(requests.Count).IsGreaterThan(30);
        await Assert.That(string.Join('\n', operations
            .Where(operation => !requests.Exists(request => IsOf(request, operation)))
            .Select(operation => $"{operation.Method} {operation.Path}"))).IsEqualTo("");
    }

    [Test]
    public async Task Every_request_of_the_file_is_an_operation_and_names_parameters_that_it_has()
    {
        var operations = (await ApiUnderTest.OfAsync(await App.SharedAsync())).Operations;
        var wrong = new List<string>();

        foreach (var request in Requests())
        {
            // What stands there word for word comes before what a parameter takes.
            var found = operations.Where(operation => IsOf(request, operation))
                .OrderBy(operation => operation.Path.Count(c => c == '{')).FirstOrDefault();
            var names = found?.QueryParameters.Select(Operation.Name).ToArray() ?? [];
            if (found is null || request.Query.Any(name => !names.Contains(name)))
            {
                wrong.Add($"{request.Method} {request.Path} ({string.Join(", ", request.Query)})");
            }
        }

        await Assert.That(string.Join('\n', wrong)).IsEqualTo("");
    }

    private static bool IsOf((string Method, string Path, string[] Query) request, Operation operation) =>
        request.Method == operation.Method
        && Regex.IsMatch(request.Path, $@"\A{Regex.Replace(operation.Path, @"\{\w+\}", "[^/]+")}\z");

    private static List<(string Method, string Path, string[] Query)> Requests() =>
    [
        .. Regex.Matches(Repository.Read("PortfolioTracker.http"),
            @"^(GET|POST|PUT|PATCH|DELETE) \{\{host\}\}([^?\s]+)(?:\?(\S+))?", RegexOptions.Multiline)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value
                .Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]).ToArray())),
    ];
}
