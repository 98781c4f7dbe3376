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
        var headers = context.Response.Headers;
        headers[Header] = context.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = ApiVersions.Header;
        headers.CacheControl = "private, no-store";

        using (LogContext.PushProperty("request_id", context.TraceIdentifier))
        {
            await next(context);
        }
    }
}
