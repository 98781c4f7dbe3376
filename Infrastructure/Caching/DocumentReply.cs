using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>Sends a built document: not at all where the client holds it (304), else compressed as the client
/// accepts.</summary>
internal sealed class DocumentReply(CompleteDocument document, DocumentState state) : IResult, IEndpointMetadataProvider
{
    public const string CacheHeader = "X-Cache-Hit";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(SendsDocument.Instance);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var version = request.ApiVersion();
        var tag = document.ETag(version);
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept-Encoding, Authorization, " + ApiVersions.Header;
        response.Headers[CacheHeader] = state == DocumentState.Built ? "false" : "true";
        if (Holds(request.Headers.IfNoneMatch.ToString(), tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var encoding = Accepted(request.Headers.AcceptEncoding.ToString());
        if (encoding != BodyEncoding.Identity)
        {
            response.Headers.ContentEncoding = encoding == BodyEncoding.Brotli ? "br" : "gzip";
        }

        // Whoever waited for the build gets plain bytes that say so, and compressed ones that the next reader gets too.
        return Json.WriteAsync(httpContext, state != DocumentState.Built
            ? document.Body(version, encoding, state)
            : encoding == BodyEncoding.Identity
                ? document.Compose(version, state)
                : document.Body(version, encoding, DocumentState.Hit));
    }

    private static bool Holds(string header, string tag) =>
        header.Length > 0 && (header == tag || header == "*" || header.Contains(tag, StringComparison.Ordinal)
            // A proxy or client may drop the weak mark.
            || header.Contains(tag[2..], StringComparison.Ordinal));

    private static BodyEncoding Accepted(string header) =>
        Names(header, "br") ? BodyEncoding.Brotli
        : Names(header, "gzip") ? BodyEncoding.Gzip
        : BodyEncoding.Identity;

    private static bool Names(string header, string coding)
    {
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Split(';', 2, StringSplitOptions.TrimEntries);
            if (name[0].Equals(coding, StringComparison.OrdinalIgnoreCase)
                && !(name.Length == 2 && name[1].Replace(" ", "", StringComparison.Ordinal) is "q=0" or "q=0.0"))
            {
                return true;
            }
        }

        return false;
    }
}
