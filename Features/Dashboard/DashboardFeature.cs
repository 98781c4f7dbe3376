using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

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
        var views = dashboard.MapGroup("/").TellsFacts(typeof(PortfolioFacts));
        var movers = views.MapGroup("/").Shaped(LegacyShape.Nested, factsStandBeside: true);

        Deprecate(views.MapGet("/", GetDashboard.Handle).WithName(nameof(GetDashboard))
            .Shaped(LegacyShape.Flat, factsStandBeside: true), Complete);
        Deprecate(dashboard.MapGet("/performance", GetDashboardPerformance.Handle)
            .WithName(nameof(GetDashboardPerformance)), Historical);
        Deprecate(movers.MapGet("/gainers", GetGainers.Handle).WithName(nameof(GetGainers))
            .TellsFacts(typeof(GainersFacts)), Complete);
        Deprecate(movers.MapGet("/losers", GetLosers.Handle).WithName(nameof(GetLosers))
            .TellsFacts(typeof(LosersFacts)), Complete);
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

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(GetDashboardReply))]
    [JsonSerializable(typeof(GetDashboardPerformanceReply))]
    [JsonSerializable(typeof(MoversReply))]
    [JsonSerializable(typeof(GainersFacts))]
    [JsonSerializable(typeof(LosersFacts))]
    private sealed partial class DashboardWire : JsonSerializerContext;
}
