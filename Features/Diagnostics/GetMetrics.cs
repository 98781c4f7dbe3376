using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.Metrics;

namespace PortfolioTracker.Features.Diagnostics;

internal static class GetMetrics
{
    // What a proxy adds: then the caller may be anywhere, though the connection comes from this machine.
    private static readonly string[] SignsOfProxy = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    /// <summary>Counters and gauges of this instance, as Prometheus reads them: requests, caches, provider, database,
    /// jobs, memory. For whoever sends METRICS_TOKEN as bearer token; without that setting, for callers on the same
    /// machine.</summary>
    public static async Task<ContentHttpResult> Handle(
        HttpContext context, [FromServices] MetricsCollector metrics, [FromServices] ProviderBudget budget,
        [FromServices] DatabaseGate database, [FromServices] IOptions<MetricsOptions> options, CancellationToken ct)
    {
        if (options.Value.Token is { } token)
        {
            OperatorToken.Require(context, token, "METRICS_TOKEN");
        }
        else if (!IsFromHere(context))
        {
            throw new RefusedException(404, Error.NotFound($"There is nothing at {context.Request.Path}."));
        }

        if (database.IsReady)
        {
            // Other instances spend from the same budget.
            await budget.LookAsync(ct);
        }

        return TypedResults.Text(metrics.Text(), MetricsCollector.ContentType);
    }

    private static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        && !SignsOfProxy.Any(context.Request.Headers.ContainsKey);
}
