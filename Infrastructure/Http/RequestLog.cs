using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using Serilog;
using Serilog.AspNetCore;
using Serilog.Events;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>The one line that every request leaves: who asked which route, how it ended, and what it cost.</summary>
internal static class RequestLog
{
    public static void Configure(RequestLoggingOptions options)
    {
        options.MessageTemplate = "{RequestMethod} {RequestPath} answered {StatusCode} in {Elapsed:0.0} ms";
        options.GetLevel = (_, _, failure) => failure is null ? LogEventLevel.Information : LogEventLevel.Error;
        // The path without its query: a client may put anything into a query, also a secret.
        options.IncludeQueryInRequestPath = false;
        options.EnrichDiagnosticContext = Enrich;
    }

    private static void Enrich(IDiagnosticContext line, HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint)
        {
            line.Set("Route", endpoint.RoutePattern.RawText);
        }

        if (context.Features.Get<CurrentUser>() is { } user)
        {
            line.Set("UserId", user.Id);
            line.Set("DatabaseMs", Math.Round(user.DatabaseTime.TotalMilliseconds, 1));
        }

        if (context.Response.Headers.TryGetValue(DocumentReply.CacheHeader, out var hit))
        {
            line.Set("CacheHit", hit == "true");
        }
    }
}
