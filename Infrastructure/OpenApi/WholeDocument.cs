using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>What is said once for all operations.</summary>
internal static class WholeDocument
{
    public const string Bearer = "bearer";
    public const string VersionParameter = "ApiVersion";
    public const string IfNoneMatchParameter = "IfNoneMatch";
    public const string IdempotencyParameter = "IdempotencyKey";

    private const string Introduction =
        """
        Tells what a portfolio is worth, how it got there and what it pays.

        A success is `{ success, data, error, message, metadata }`; clients of version 1 send `X-API-Version: v1` and
        get the bodies of old. A failure is the same in both: `{ success, error, message, detail, details, request_id,
        timestamp }`. Money and quantities are JSON numbers with all their digits. Days are written YYYY-MM-DD, instants
        in UTC. A figure that cannot be known is null, never zero.

        A user may make many requests at once and some every second; searches, forced refreshes, imports and exports
        have narrower limits of their own. `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` tell of the
        narrowest that counted; who is refused (429) finds in `Retry-After` how many seconds to wait.
        """;

    public static Task DescribeAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "PortfolioTracker",
            Version = ProductVersion.Text,
            Description = Introduction.ReplaceLineEndings("\n"),
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The access token of the auth server.",
        });
        document.Tags = Tags.Of(document);
        AddParameters(document);
        Headers.AddTo(document);
        Refusals.AddTo(document);
        ReplySchemas.AddTo(document);
        return Task.CompletedTask;
    }

    private static void AddParameters(OpenApiDocument document)
    {
        document.AddComponent(VersionParameter, new OpenApiParameter
        {
            Name = ApiVersions.Header,
            In = ParameterLocation.Header,
            Description = "The shape of a success: the envelope of version 2, or the body of version 1.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["v1", "v2"], Default = "v2" },
        });
        document.AddComponent(IfNoneMatchParameter, new OpenApiParameter
        {
            Name = "If-None-Match",
            In = ParameterLocation.Header,
            Description = "The ETag of the body that the client holds; answered with 304 where it is still right.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        document.AddComponent(IdempotencyParameter, new OpenApiParameter
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Description =
                "A key of the client's own making: what is sent again under it is done once and answered alike.",
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MinLength = 1,
                MaxLength = IdempotencyKey.KeyCharactersMax,
            },
        });
    }
}
