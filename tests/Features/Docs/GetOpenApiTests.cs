using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Docs;

internal sealed class GetOpenApiTests
{
    private static readonly string[] SchemaWords =
    [
        "$ref", "title", "description", "type", "format", "enum", "default", "examples", "required", "properties",
        "additionalProperties", "items", "allOf", "oneOf", "anyOf", "pattern", "minimum", "exclusiveMinimum", "maximum",
        "minLength", "maxLength", "deprecated",
    ];

    private static readonly string[] Types = ["null", "boolean", "integer", "number", "string", "array", "object"];

    [Test]
    public async Task Every_endpoint_is_described_and_everything_described_is_an_endpoint()
    {
        var app = await App.SharedAsync();
        var endpoints = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>().SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!
                .HttpMethods.Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"))
            .Distinct().Order(StringComparer.Ordinal).ToArray();

        var described = (await ApiUnderTest.OfAsync(app)).Operations
            .Select(operation => $"{operation.Method} {operation.Path}").Order(StringComparer.Ordinal).ToArray();

        await Assert.That(endpoints.Length).IsGreaterThan(40);
        await Assert.That(string.Join('\n', described)).IsEqualTo(string.Join('\n', endpoints));
    }

    [Test]
    public async Task It_is_an_OpenAPI_3_1_document_in_which_every_reference_leads_somewhere()
    {
        var api = await ApiUnderTest.OfAsync(await App.SharedAsync());

        await Assert.That(api.Document.GetProperty("openapi").GetString()).StartsWith("3.1.");
        var info = api.Document.GetProperty("info");
        await Assert.That(info.GetProperty("title").GetString()).IsEqualTo("PortfolioTracker");
        await Assert.That(info.GetProperty("version").GetString()).IsNotEmpty();
        await Assert.That(api.Operations.Select(operation => operation.Id)).HasDistinctItems();
        var references = All(api.Document).Where(part => part.Name == "$ref").Select(part => part.Value).ToList();
        await Assert.That(references.Count).IsGreaterThan(100);
        foreach (var reference in references)
        {
            var at = api.Document;
            foreach (var name in reference.GetString()!.Split('/')[1..])
            {
                await Assert.That(at.TryGetProperty(name, out at)).IsTrue().Because($"{reference} leads nowhere");
            }
        }
    }

    [Test]
    public async Task Every_operation_tells_what_it_does_what_it_takes_and_what_it_answers()
    {
        var api = await ApiUnderTest.OfAsync(await App.SharedAsync());
        var silent = new List<string>();
        void Say(bool isThere, string what)
        {
            if (!isThere)
            {
                silent.Add(what);
            }
        }

        foreach (var operation in api.Operations)
        {
            Say(operation.Json.TryGetProperty("summary", out _), $"{operation.Id}: no summary");
            Say(operation.Json.GetProperty("tags").GetArrayLength() == 1, $"{operation.Id}: no tag");
            Say(operation.Json.GetProperty("responses").TryGetProperty("200", out _), $"{operation.Id}: no 200");
            Say(operation.Body is not { } body || operation.Plain(body).TryGetProperty("examples", out _),
                $"{operation.Id}: no example of a body");
            foreach (var parameter in operation.Parameters)
            {
                var name = $"{operation.Id}: {Operation.Name(parameter)}";
                Say(parameter.TryGetProperty("description", out _), $"{name}: no description");
                Say(!Operation.IsRequired(parameter) || Operation.Example(parameter) is not null,
                    $"{name}: no example");
                Say(parameter.GetProperty("schema").TryGetProperty("type", out _), $"{name}: no type");
            }

            var named = Regex.Matches(operation.Path, @"\{(\w+)\}").Select(match => match.Groups[1].Value);
            var given = operation.Parameters.Where(parameter => Operation.In(parameter) == "path").ToList();
            Say(named.Order().SequenceEqual(given.Select(Operation.Name).Order()), $"{operation.Id}: {operation.Path}");
            Say(given.TrueForAll(Operation.IsRequired), $"{operation.Id}: a path without its parameter");
        }

        foreach (var tag in api.Document.GetProperty("tags").EnumerateArray())
        {
            Say(tag.TryGetProperty("description", out _), $"{tag.GetProperty("name")}: no description");
        }

        await Assert.That(silent.Count).IsEqualTo(0).Because(string.Join('\n', silent));
    }

    [Test]
    public async Task Schemas_use_words_of_JSON_Schema_and_name_every_member_that_they_require()
    {
        var api = await ApiUnderTest.OfAsync(await App.SharedAsync());
        var wrong = new List<string>();
        var schemas = api.Document.GetProperty("components").GetProperty("schemas").EnumerateObject().ToList();

        foreach (var (name, schema) in schemas.SelectMany(schema => Schemas(schema.Name, schema.Value)))
        {
            wrong.AddRange(schema.EnumerateObject().Where(word => !SchemaWords.Contains(word.Name))
                .Select(word => $"{name}: {word.Name}"));
            if (schema.TryGetProperty("type", out var type))
            {
                string?[] types = type.ValueKind == JsonValueKind.Array
                    ? [.. type.EnumerateArray().Select(one => one.GetString())]
                    : [type.GetString()];
                wrong.AddRange(types.Where(one => !Types.Contains(one)).Select(one => $"{name}: type {one}"));
            }

            if (schema.TryGetProperty("required", out var required))
            {
                wrong.AddRange(required.EnumerateArray()
                    .Where(member => !schema.GetProperty("properties").TryGetProperty(member.GetString()!, out _))
                    .Select(member => $"{name}: requires {member}"));
            }
        }

        await Assert.That(schemas.Count).IsGreaterThan(100);
        await Assert.That(wrong.Count).IsEqualTo(0).Because(string.Join('\n', wrong));
    }

    [Test]
    public async Task Every_number_of_the_complete_document_is_described_as_a_number()
    {
        var api = await ApiUnderTest.OfAsync(await App.SharedAsync());
        var row = api.Document.GetProperty("components").GetProperty("schemas").GetProperty("HoldingRow")
            .GetProperty("properties");

        await Assert.That(row.GetProperty("quantity").GetProperty("type").ToString()).IsEqualTo("number");
        await Assert.That(row.GetProperty("current_value").GetProperty("type").EnumerateArray()
            .Select(type => type.GetString()!)).IsEquivalentTo(["null", "number"]);
        await Assert.That(row.GetProperty("price_date").GetProperty("format").GetString()).IsEqualTo("date");
    }

    [Test]
    public async Task It_is_sent_once_to_a_client_that_holds_it()
    {
        var stranger = (await App.SharedAsync()).Stranger;
        var first = await stranger.GetAsync("/openapi.json");

        var again = await stranger.SendAsync(
            HttpMethod.Get, "/openapi.json", json: null, ("If-None-Match", first.Header("ETag")!));

        await Assert.That(first.Status).IsEqualTo(200);
        await Assert.That(again.Status).IsEqualTo(304);
        await Assert.That(again.Text).IsEqualTo("");
    }

    private static IEnumerable<(string Name, JsonElement Schema)> Schemas(string name, JsonElement schema)
    {
        yield return (name, schema);
        foreach (var word in schema.EnumerateObject())
        {
            IEnumerable<(string, JsonElement)> inner = word.Name switch
            {
                "properties" => word.Value.EnumerateObject().Select(one => ($"{name}.{one.Name}", one.Value)),
                "items" or "additionalProperties" => [($"{name}.{word.Name}", word.Value)],
                "allOf" or "oneOf" or "anyOf" => word.Value.EnumerateArray().Select(one => ($"{name}|", one)),
                _ => [],
            };
            foreach (var (path, part) in inner)
            {
                foreach (var found in Schemas(path, part))
                {
                    yield return found;
                }
            }
        }
    }

    private static IEnumerable<JsonProperty> All(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => All(member.Value).Prepend(member)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(All),
        _ => [],
    };
}
