using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>The body of a success in both versions, put together from its parts as <see cref="Reply{T}"/> does.
/// </summary>
internal static class ReplySchemas
{
    public const string Metadata = "Metadata";
    public const string DocumentMetadata = "DocumentMetadata";

    /// <param name="described">The responses as the framework describes them: one part under each pretended status.
    /// </param>
    /// <returns>Null where the endpoint sends no reply.</returns>
    public static IOpenApiSchema? Of(DescribedEndpoint endpoint, OpenApiResponses described, OpenApiDocument document)
    {
        var parts = endpoint.Parts.Select(part => (part.IsFacts, Schema: Schema(described, part))).ToList();
        var facts = parts.Where(part => part.IsFacts).Select(part => part.Schema).ToList();
        var bodies = new List<IOpenApiSchema>();
        var types = parts.Where(part => !part.IsFacts).Select(part => part.Schema).ToList();
        foreach (var data in types)
        {
            bodies.AddRange(endpoint.SendsDocument
                ? DocumentBodies(data, Together([Reference(DocumentMetadata, document), .. facts]))
                : Bodies(data, facts, endpoint.Shape, document));
        }

        // Of one type exactly one body fits. Two types of data can be so alike that one of them fits both.
        return bodies.Count switch
        {
            0 => null,
            1 => bodies[0],
            _ when types.Count == 1 => new OpenApiSchema { OneOf = bodies },
            _ => new OpenApiSchema { AnyOf = bodies },
        };
    }

    /// <summary>Of a body that is no reply.</summary>
    public static OpenApiSchema OfOther(Type? type) => type == typeof(string)
        ? new() { Type = JsonSchemaType.String }
        : new() { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() };

    public static void AddTo(OpenApiDocument document)
    {
        var metadata = Body(null,
        [
            ("timestamp", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" }),
            ("version", new OpenApiSchema { Type = JsonSchemaType.String }),
            ("request_id", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }),
        ]);
        metadata.Description = "What goes with every answer; a route may add to it.";
        document.AddComponent(Metadata, metadata);
        document.AddComponent(DocumentMetadata, Body(null,
        [
            ("version", new OpenApiSchema { Type = JsonSchemaType.String }),
            ("cache_hit", new OpenApiSchema { Type = JsonSchemaType.Boolean }),
            ("cache_status", new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["hit", "miss", "stale"] }),
        ]));
    }

    private static IEnumerable<IOpenApiSchema> Bodies(
        IOpenApiSchema data, List<IOpenApiSchema> facts, ReplyShape shape, OpenApiDocument document)
    {
        var plain = Reference(Metadata, document);
        var full = Together([plain, .. facts]);
        if (shape.Legacy == LegacyShape.Both)
        {
            yield return Together([data, Envelope("Versions 1 and 2", data, full)]);
            yield break;
        }

        var isSame = shape.Legacy == LegacyShape.Nested && !shape.FactsStandBeside;
        yield return Envelope(isSame ? "Versions 1 and 2" : "Version 2", data, full);
        if (isSame)
        {
            yield break;
        }

        const string legacy = "Version 1";
        IOpenApiSchema[] beside = shape.FactsStandBeside ? [.. facts] : [];
        if (shape.Legacy == LegacyShape.Bare)
        {
            yield return data;
        }
        else if (shape.Legacy == LegacyShape.Nested)
        {
            yield return Together([Envelope(legacy, data, plain), .. beside]);
        }
        else
        {
            var body = Body(legacy, [("success", True)]);
            body.Properties!["message"] = new OpenApiSchema { Type = JsonSchemaType.String };
            // Without facts of its own a flat body has no metadata, unless the data itself bring some.
            if (!shape.FactsStandBeside && facts.Count > 0)
            {
                body.Properties["metadata"] = full;
            }

            yield return Together([data, body, .. beside]);
        }
    }

    private static IEnumerable<IOpenApiSchema> DocumentBodies(IOpenApiSchema data, IOpenApiSchema metadata) =>
    [
        Envelope("Version 2", data, metadata),
        Together([data, Body("Version 1", [("success", True), ("metadata", metadata)])]),
    ];

    private static OpenApiSchema Envelope(string title, IOpenApiSchema data, IOpenApiSchema metadata) => Body(title,
    [
        ("success", True),
        ("data", data),
        ("error", new OpenApiSchema { Type = JsonSchemaType.Null }),
        ("message", new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null }),
        ("metadata", metadata),
    ]);

    private static OpenApiSchema True => new() { Type = JsonSchemaType.Boolean, Enum = [JsonValue.Create(true)] };

    private static OpenApiSchema Body(string? title, (string Name, IOpenApiSchema Schema)[] members)
    {
        var schema = new OpenApiSchema
        {
            Title = title,
            Type = JsonSchemaType.Object,
            Required = members.Select(member => member.Name).ToHashSet(),
            Properties = new Dictionary<string, IOpenApiSchema>(),
        };
        foreach (var (name, member) in members)
        {
            schema.Properties[name] = member;
        }

        return schema;
    }

    private static IOpenApiSchema Together(List<IOpenApiSchema> schemas) =>
        schemas.Count == 1 ? schemas[0] : new OpenApiSchema { AllOf = schemas };

    private static OpenApiSchemaReference Reference(string name, OpenApiDocument document) => new(name, document);

    private static IOpenApiSchema Schema(OpenApiResponses described, ReplyPart part) =>
        described[$"{part.StatusCode}"].Content!["application/json"].Schema!;
}
