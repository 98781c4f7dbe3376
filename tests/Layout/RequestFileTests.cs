using System.Text.RegularExpressions;
using PortfolioTracker.Tests.Features.Docs;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Layout;

/// <summary>PortfolioTracker.http holds every request of the API, and none that there is not.</summary>
internal sealed partial class RequestFileTests
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

    [Test]
    public async Task Every_request_of_the_file_can_be_sent_as_it_stands()
    {
        var described = await DescribedApi.SharedAsync();
        var (user, wrong, sent) = (described.NewUser(), new List<string>(), 0);

        foreach (Match match in Written().Matches(Repository.Read("PortfolioTracker.http")))
        {
            // The id is the user's own, which erases the account and is no id of any row.
            string Part(int group) =>
                match.Groups[group].Value.Replace("{{id}}", $"{user.Id}", StringComparison.Ordinal).Trim();

            var (method, url) = (Part(1), Part(2));
            var operation = described.Api.Operations.Where(known => IsOf((method, url.Split('?')[0], []), known))
                .OrderBy(known => known.Path.Count(c => c == '{')).First();
            var answer = await SendAsync(described.EntitledTo(operation, user), method, url, Part(3), Part(4));
            sent++;
            var isOfNoRow = answer.Status is 404 or 409 && match.Value.Contains("{{id}}", StringComparison.Ordinal);
            if (answer.Status != 200 && !isOfNoRow)
            {
                wrong.Add($"{method} {url}: {answer.Text}");
            }
        }

        await Assert.That(sent).IsGreaterThan(70);
        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    /// <summary>Method, address, headers, body.</summary>
    [GeneratedRegex(@"^([A-Z]+) \{\{host\}\}(\S+)\n((?:[\w-]+: .*\n)*)\n?((?:(?!###).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Written();

    private static async Task<Answer> SendAsync(Caller caller, string method, string url, string headers, string body)
    {
        using var request = new HttpRequestMessage(new(method), url);
        var lines = headers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": "));
        foreach (var header in lines.ToDictionary(line => line[0], line => line[1]))
        {
            if (header.Key == "Content-Type")
            {
                request.Content = new StringContent(body, System.Text.Encoding.UTF8, header.Value);
            }
            else if (header.Key != "Authorization")
            {
                request.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        return await caller.SendAsync(request);
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
