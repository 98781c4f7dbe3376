using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PortfolioTracker.Features.Dashboard;

/// <summary>Routes of an older client, kept alive. Each answer says that it is deprecated and what takes its place.
/// </summary>
internal sealed partial class DashboardFeature : Feature
{
    // RFC 9745: since when, in seconds of Unix time (2025-01-01).
    private const string DeprecatedSince = "@1735689600";
    private const string Complete = "/api/portfolio/complete";
    private const string Historical = "/api/portfolio/performance/historical";

    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var dashboard = api.MapGroup("/dashboard").WithTags("Dashboard");

        Deprecate(dashboard.MapGet("/", GetDashboard.Handle).WithName(nameof(GetDashboard)), Complete);
        Deprecate(dashboard.MapGet("/performance", GetDashboardPerformance.Handle)
            .WithName(nameof(GetDashboardPerformance)), Historical);
        Deprecate(dashboard.MapGet("/gainers", GetGainers.Handle).WithName(nameof(GetGainers)), Complete);
        Deprecate(dashboard.MapGet("/losers", GetLosers.Handle).WithName(nameof(GetLosers)), Complete);
    }

    public override IJsonTypeInfoResolver Json => DashboardWire.Default;

    private static void Deprecate(RouteHandlerBuilder route, string successor) => route
        .WithMetadata(new ObsoleteAttribute($"Use {successor}."))
        .AddEndpointFilter((context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers["Deprecation"] = DeprecatedSince;
            headers.Link = $"<{successor}>; rel=\"successor-version\"";
            return next(context);
        });

    [JsonSerializable(typeof(GetDashboardReply))]
    [JsonSerializable(typeof(GetDashboardPerformanceReply))]
    [JsonSerializable(typeof(MoversReply))]
    private sealed partial class DashboardWire : JsonSerializerContext;
}
