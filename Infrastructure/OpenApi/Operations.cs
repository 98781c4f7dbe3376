using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>Completes what the framework says of an operation: types of parameters, headers, replies in both versions,
/// refusals that no signature names.</summary>
internal static class Operations
{
    public static Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var endpoint = new DescribedEndpoint(context.Description);
        var document = context.Document!;

        DescribeText(operation);
        operation.Deprecated = endpoint.IsDeprecated;
        DescribeParameters(operation, endpoint, document);
        DescribeResponses(operation, endpoint, document);
        var bearer = new OpenApiSecuritySchemeReference(WholeDocument.Bearer, document);
        operation.Security = endpoint.NeedsToken ? [new OpenApiSecurityRequirement { [bearer] = [] }] : [];

        return Task.CompletedTask;
    }

    // The first sentence says what it does; a list of operations shows it alone.
    private static void DescribeText(OpenApiOperation operation)
    {
        if (OneLine(operation.Summary) is not { } whole)
        {
            return;
        }

        var end = whole.IndexOf(". ", StringComparison.Ordinal);
        operation.Summary = (end < 0 ? whole : whole[..end]).TrimEnd('.');
        operation.Description ??= end < 0 ? null : whole;
    }

    /// <summary>As a comment reads, without the line breaks of the code.</summary>
    public static string? OneLine(string? comment) => comment is null ? null
        : string.Join(' ', comment.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static void DescribeParameters(
        OpenApiOperation operation, DescribedEndpoint endpoint, OpenApiDocument document)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description = OneLine(parameter.Description);
            var info = endpoint.Parameters.FirstOrDefault(info => ParameterNames.OnTheWire(info) == parameter.Name);
            if (info?.GetCustomAttribute<TakesAttribute>() is { } takes)
            {
                parameter.Schema = TakenSchemas.Of(takes, document);
                parameter.Required |= takes.Required;
                parameter.Example ??= TakenSchemas.ExampleOf(takes);
            }
        }

        foreach (var (type, media) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (type.StartsWith("text/", StringComparison.Ordinal))
            {
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            }
        }

        operation.Parameters ??= [];
        if (endpoint.Parts.Any())
        {
            operation.Parameters.Add(new OpenApiParameterReference(WholeDocument.VersionParameter, document));
        }

        if (endpoint.SendsDocument)
        {
            operation.Parameters.Add(new OpenApiParameterReference(WholeDocument.IfNoneMatchParameter, document));
        }

        if (endpoint.TakesIdempotencyKey)
        {
            operation.Parameters.Add(new OpenApiParameterReference(WholeDocument.IdempotencyParameter, document));
        }
    }

    private static void DescribeResponses(
        OpenApiOperation operation, DescribedEndpoint endpoint, OpenApiDocument document)
    {
        var described = operation.Responses ?? [];
        var responses = new SortedDictionary<int, IOpenApiResponse>();
        if (ReplySchemas.Of(endpoint, described, document) is { } schema)
        {
            responses[StatusCodes.Status200OK] = Headers.Add(endpoint, document, new OpenApiResponse
            {
                Description = schema.OneOf is null && schema.AnyOf is null ? "Done."
                    : "Done. The body of version 2, or that of version 1 for `X-API-Version: v1`.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType
                    {
                        Schema = schema,
                        Example = ReplyExamples.Of(operation.OperationId!),
                    },
                },
            });
        }

        foreach (var produced in endpoint.Produced.Where(produced => produced.StatusCode < 400))
        {
            var response = responses.GetValueOrDefault(produced.StatusCode) as OpenApiResponse
                ?? Headers.Add(endpoint, document, new OpenApiResponse
                {
                    Description = produced.StatusCode == StatusCodes.Status304NotModified
                        ? "The body that the client holds is still the right one."
                        : "Done.",
                });
            responses[produced.StatusCode] = response;
            foreach (var type in produced.ContentTypes)
            {
                response.Content ??= new Dictionary<string, OpenApiMediaType>();
                response.Content[type.Split(';')[0]] =
                    new OpenApiMediaType { Schema = ReplySchemas.OfOther(produced.Type) };
            }
        }

        foreach (var status in Refusals.Of(endpoint))
        {
            responses[status] = new OpenApiResponseReference(Refusals.Name(status), document);
        }

        operation.Responses = [];
        foreach (var (status, response) in responses)
        {
            operation.Responses[$"{status}"] = response;
        }
    }
}
