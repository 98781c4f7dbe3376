using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Jobs;

/// <summary>For operators and for whatever wakes a host that sleeps; not for users.</summary>
internal sealed partial class JobsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var jobs = root.MapGroup("/internal/jobs").WithTags("Jobs").Shaped(LegacyShape.Nested)
            .Refuses(StatusCodes.Status401Unauthorized).Refuses(StatusCodes.Status503ServiceUnavailable)
            .AddEndpointFilter<RouteGroupBuilder, StampReplies>().AddEndpointFilter<RouteGroupBuilder, JobToken>();

        jobs.MapPost("/{name}", RunJob.Handle).WithName(nameof(RunJob));
        jobs.MapGet("/{name}", GetJob.Handle).WithName(nameof(GetJob));
    }

    public override IJsonTypeInfoResolver Json => JobsWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(JobRunRow))]
    [JsonSerializable(typeof(GetJobReply))]
    private sealed partial class JobsWire : JsonSerializerContext;
}
