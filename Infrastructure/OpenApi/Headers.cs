using Microsoft.OpenApi;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>The headers of answers, each described once.</summary>
internal static class Headers
{
    private const string RetryAfter = "Retry-After";
    private const string ETag = "ETag";
    private const string Challenge = "WWW-Authenticate";
    private const string Deprecation = "Deprecation";
    private const string Link = "Link";
    private static readonly string[] Limits = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

    private static readonly Dictionary<string, (JsonSchemaType Type, string Description)> Known = new()
    {
        [RequestStamp.Header] = (JsonSchemaType.String, "The id of the request, as in the body and in the log."),
        [RetryAfter] = (JsonSchemaType.Integer, "Seconds to wait before the next try."),
        [ETag] = (JsonSchemaType.String, "Names the body. Send it as `If-None-Match` to save what has not changed."),
        [DocumentReply.CacheHeader] = (JsonSchemaType.Boolean, "Whether the document was built before."),
        [ReplayedReply.Header] = (JsonSchemaType.Boolean, "Sent where the answer is that of an earlier request."),
        [Challenge] = (JsonSchemaType.String, "`Bearer`."),
        [Deprecation] = (JsonSchemaType.String, "Since when the route is deprecated (RFC 9745)."),
        [Link] = (JsonSchemaType.String, "The route that takes its place."),
        [Limits[0]] = (JsonSchemaType.Integer, "Requests of this kind that may be made at once."),
        [Limits[1]] = (JsonSchemaType.Integer, "Requests left of these."),
        [Limits[2]] = (JsonSchemaType.Integer, "Seconds until all of them are back."),
    };

    /// <summary>The headers of a success.</summary>
    public static OpenApiResponse Add(DescribedEndpoint endpoint, OpenApiDocument document, OpenApiResponse response)
    {
        List<string> names = [RequestStamp.Header];
        if (endpoint.IsApi)
        {
            names.AddRange(Limits);
        }

        if (endpoint.SendsDocument)
        {
            names.AddRange([ETag, DocumentReply.CacheHeader]);
        }

        if (endpoint.TakesIdempotencyKey)
        {
            names.Add(ReplayedReply.Header);
        }

        if (endpoint.IsDeprecated)
        {
            names.AddRange([Deprecation, Link]);
        }

        return Add(names, document, response);
    }

    public static void AddToRefusal(int status, OpenApiDocument document, OpenApiResponse response)
    {
        List<string> names = [RequestStamp.Header];
        if (status is 429 or 503)
        {
            names.Add(RetryAfter);
        }

        if (status == 401)
        {
            names.Add(Challenge);
        }

        Add(names, document, response);
    }

    public static void AddTo(OpenApiDocument document)
    {
        foreach (var (name, (type, description)) in Known)
        {
            document.AddComponent(name, new OpenApiHeader
            {
                Description = description,
                Schema = new OpenApiSchema { Type = type },
            });
        }
    }

    private static OpenApiResponse Add(List<string> names, OpenApiDocument document, OpenApiResponse response)
    {
        response.Headers = new Dictionary<string, IOpenApiHeader>();
        foreach (var name in names)
        {
            response.Headers[name] = new OpenApiHeaderReference(name, document);
        }

        return response;
    }
}
