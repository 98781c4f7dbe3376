using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Infrastructure.Auth;

using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Diagnostics;

internal sealed partial class DiagnosticsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var health = root.MapGroup("/").WithTags("Diagnostics").Shaped(LegacyShape.Both);
        health.MapGet("/", GetHealth.Handle).WithName("GetRoot");
        health.MapGet("/health", GetHealth.Handle).WithName(nameof(GetHealth));
        health.MapGet("/health/ready", GetReadiness.Handle).WithName(nameof(GetReadiness))
            .Refuses(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/metrics", GetMetrics.Handle).WithName(nameof(GetMetrics))
            .Produces<string>(contentType: "text/plain")
            .Refuses(StatusCodes.Status401Unauthorized).Refuses(StatusCodes.Status404NotFound);

        var debug = api.MapGroup("/debug").RequireAdmin().WithTags("Diagnostics");
        debug.MapPost("/toggle-info-logging", ToggleLogging.Handle).WithName(nameof(ToggleLogging));
        debug.MapGet("/logging-status", GetLoggingStatus.Handle).WithName(nameof(GetLoggingStatus))
            .Shaped(LegacyShape.Bare);
        debug.MapPost("/reset-circuit-breaker", ResetCircuitBreaker.Handle).WithName(nameof(ResetCircuitBreaker));
    }

    public override IJsonTypeInfoResolver Json => DiagnosticsWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(GetHealthReply))]
    [JsonSerializable(typeof(GetReadinessReply))]
    [JsonSerializable(typeof(ToggleLoggingReply))]
    [JsonSerializable(typeof(GetLoggingStatusReply))]
    [JsonSerializable(typeof(ResetCircuitBreakerReply))]
    private sealed partial class DiagnosticsWire : JsonSerializerContext;
}
