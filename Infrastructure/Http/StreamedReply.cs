using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>The envelope around data that is too large to be put together in memory: it is written as it is made. The
/// same in both versions, and offered as a file.</summary>
internal sealed class StreamedReply<T>(T data, string message, string fileName)
    : IResult, IValueHttpResult<T>, IStatusCodeHttpResult, IEndpointMetadataProvider
    where T : class
{
    T? IValueHttpResult<T>.Value => data;

    int? IStatusCodeHttpResult.StatusCode => StatusCodes.Status200OK;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ReplyPart.Add(builder, typeof(T), isFacts: false);
        builder.Metadata.Add(new ReplyShape(LegacyShape.Nested, FactsStandBeside: false));
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var options = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = Json.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";

        await response.Body.WriteAsync("{\"success\":true,\"data\":"u8.ToArray(), ct);
        await JsonSerializer.SerializeAsync(response.Body, data, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)), ct);

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var end =
            $$$"""
            ,"error":null,"message":"{{{JsonEncodedText.Encode(message)}}}","metadata":{
            "timestamp":"{{{UtcInstant.Text(now)}}}","version":"{{{Json.EnvelopeVersion}}}",
            "request_id":"{{{httpContext.TraceIdentifier}}}"}}
            """;
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(end.ReplaceLineEndings("")), ct);
    }
}
