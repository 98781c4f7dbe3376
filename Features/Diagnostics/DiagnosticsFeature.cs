using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Features.Diagnostics;

internal sealed partial class DiagnosticsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        root.MapGet("/", GetHealth.Handle).WithName("GetRoot").WithTags("Diagnostics");
        root.MapGet("/health", GetHealth.Handle).WithName(nameof(GetHealth)).WithTags("Diagnostics");
        root.MapGet("/health/ready", GetReadiness.Handle).WithName(nameof(GetReadiness)).WithTags("Diagnostics");

        var debug = api.MapGroup("/debug").RequireAdmin().WithTags("Diagnostics");
        debug.MapPost("/toggle-info-logging", ToggleLogging.Handle).WithName(nameof(ToggleLogging));
        debug.MapGet("/logging-status", GetLoggingStatus.Handle).WithName(nameof(GetLoggingStatus));
        debug.MapPost("/reset-circuit-breaker", ResetCircuitBreaker.Handle).WithName(nameof(ResetCircuitBreaker));
    }

    public override IJsonTypeInfoResolver Json => DiagnosticsWire.Default;

    [JsonSerializable(typeof(GetHealthReply))]
    [JsonSerializable(typeof(GetReadinessReply))]
    [JsonSerializable(typeof(ToggleLoggingReply))]
    [JsonSerializable(typeof(GetLoggingStatusReply))]
    [JsonSerializable(typeof(ResetCircuitBreakerReply))]
    private sealed partial class DiagnosticsWire : JsonSerializerContext;
}
