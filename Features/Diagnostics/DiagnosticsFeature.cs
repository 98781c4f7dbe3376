using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PortfolioTracker.Features.Diagnostics;

internal sealed partial class DiagnosticsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        root.MapGet("/", GetHealth.Handle).WithName("GetRoot").WithTags("Diagnostics");
        root.MapGet("/health", GetHealth.Handle).WithName(nameof(GetHealth)).WithTags("Diagnostics");
        root.MapGet("/health/ready", GetReadiness.Handle).WithName(nameof(GetReadiness)).WithTags("Diagnostics");
    }

    public override IJsonTypeInfoResolver Json => DiagnosticsWire.Default;

    [JsonSerializable(typeof(GetHealthReply))]
    [JsonSerializable(typeof(GetReadinessReply))]
    private sealed partial class DiagnosticsWire : JsonSerializerContext;
}
