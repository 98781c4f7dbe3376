using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Docs;

/// <summary>The description of a running service, and what it says of each operation.</summary>
internal sealed class ApiUnderTest(JsonElement document)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    public JsonElement Document => document;

    public SchemaCheck Schemas { get; } = new(document);

    public IReadOnlyList<Operation> Operations =>
    [
        .. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(item => Methods.Contains(item.Name))
            .Select(item => new Operation(this, item.Name.ToUpperInvariant(), path.Name, item.Value))),
    ];

    public static async Task<ApiUnderTest> OfAsync(App app) => new((await app.Stranger.GetAsync("/openapi.json")).Json);
}

internal sealed record Operation(ApiUnderTest Api, string Method, string Path, JsonElement Json)
{
    public string Id => Json.GetProperty("operationId").GetString()!;

    public bool NeedsToken => Json.GetProperty("security").GetArrayLength() > 0;

    public IReadOnlyList<JsonElement> Parameters => Json.TryGetProperty("parameters", out var all)
        ? [.. all.EnumerateArray().Select(Api.Schemas.Resolve)]
        : [];

    public IEnumerable<JsonElement> QueryParameters => Parameters.Where(parameter => In(parameter) == "query");

    /// <summary>The schema of the JSON body; null where none is taken.</summary>
    public JsonElement? Body => Json.TryGetProperty("requestBody", out var body)
        && body.GetProperty("content").TryGetProperty("application/json", out var media)
            ? media.GetProperty("schema")
            : null;

    /// <summary>What it says of the JSON of a success; null where none is sent.</summary>
    public JsonElement? Answer => Json.GetProperty("responses").TryGetProperty("200", out var success)
        && success.TryGetProperty("content", out var content)
        && content.TryGetProperty("application/json", out var media)
            ? media
            : null;

    /// <summary>As the description shows it; null where there is no body.</summary>
    public string? BodyExample => Body is not { } body ? null
        : Plain(body).TryGetProperty("examples", out var examples) ? examples[0].GetRawText()
        : "{}";

    /// <summary>A body that may be left out is described as null or the schema.</summary>
    public JsonElement Plain(JsonElement schema)
    {
        var plain = Api.Schemas.Resolve(schema);
        return plain.TryGetProperty("oneOf", out var either) ? Api.Schemas.Resolve(either[1]) : plain;
    }

    public static string In(JsonElement parameter) => parameter.GetProperty("in").GetString()!;

    public static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

    public static string? Example(JsonElement parameter) =>
        parameter.TryGetProperty("example", out var example) ? example.ToString() : null;

    public static bool IsRequired(JsonElement parameter) =>
        parameter.TryGetProperty("required", out var required) && required.GetBoolean();

    /// <summary>The path with values for its parameters, and those parameters of the query that must be sent.</summary>
    public string Url(IReadOnlyDictionary<string, string>? values = null, bool withOptional = false)
    {
        string Value(JsonElement parameter) => values?.GetValueOrDefault(Name(parameter)) ?? Example(parameter) ?? "x";

        var path = Parameters.Where(parameter => In(parameter) == "path").Aggregate(Path, (at, parameter) =>
            at.Replace($"{{{Name(parameter)}}}", Uri.EscapeDataString(Value(parameter)), StringComparison.Ordinal));
        var query = QueryParameters
            .Where(parameter => IsRequired(parameter) || values?.ContainsKey(Name(parameter)) == true
                || (withOptional && Example(parameter) is not null))
            .Select(parameter => $"{Name(parameter)}={Uri.EscapeDataString(Value(parameter))}").ToList();
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    public IEnumerable<string> Problems(Answer answer, string? version = null) =>
        Undocumented(answer).Select(problem => $"{Id} {version} {answer.Status}: {problem}");

    /// <summary>What the description does not say of an answer; empty where it says all.</summary>
    public IEnumerable<string> Undocumented(Answer answer)
    {
        if (!Json.GetProperty("responses").TryGetProperty($"{answer.Status}", out var described))
        {
            return [$"status {answer.Status}: {answer.Text}"];
        }

        var response = Api.Schemas.Resolve(described);
        var missing = response.TryGetProperty("headers", out _) && answer.Header("X-Request-Id") is null
            ? new[] { "no X-Request-Id" }
            : [];
        if (!response.TryGetProperty("content", out var content))
        {
            return answer.Text.Length == 0 ? missing : [.. missing, "a body that is not described"];
        }

        var type = answer.Message.Content.Headers.ContentType?.MediaType ?? "";
        return !content.TryGetProperty(type, out var media) ? [.. missing, $"content type \"{type}\""]
            : answer.Body is { } body ? [.. missing, .. Api.Schemas.Problems(media.GetProperty("schema"), body)]
            : missing;
    }
}
