using Serilog.Context;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Gives each request its id (header, error bodies, every log line) and each answer its standing headers.
/// </summary>
internal static class RequestStamp
{
    public const string Header = "X-Request-Id";

    public static async Task Handle(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = Guid.CreateVersion7().ToString();
        // At the last moment: what answers an exception starts with clearing every header.
        context.Response.OnStarting(Stamp, context);

        using (LogContext.PushProperty("request_id", context.TraceIdentifier))
        {
            await next(context);
        }
    }

    private static Task Stamp(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers[Header] = context.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        if (!headers.Vary.ToString().Contains(ApiVersions.Header, StringComparison.Ordinal))
        {
            headers.Append("Vary", ApiVersions.Header);
        }

        // What may be kept has a tag to ask by, and says for itself how.
        if (headers.ETag.Count == 0)
        {
            headers.CacheControl = "private, no-store";
        }

        return Task.CompletedTask;
    }
}
