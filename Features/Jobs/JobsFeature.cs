using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Jobs;

/// <summary>Long work: that of a user under <c>/api/jobs</c>; the nightly jobs, for operators and for whatever wakes a
/// host that sleeps, under <c>/internal/jobs</c>.</summary>
internal sealed partial class JobsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var ofUser = api.MapGroup("/jobs").WithTags("Jobs").Shaped(LegacyShape.Nested);

        ofUser.MapGet("/{id}", GetJobProgress.Handle).WithName(nameof(GetJobProgress));
        ofUser.MapPost("/{id}/cancel", CancelJob.Handle).WithName(nameof(CancelJob));

        var jobs = root.MapGroup("/internal/jobs").WithTags("Jobs").Shaped(LegacyShape.Nested)
            .Refuses(StatusCodes.Status401Unauthorized).Refuses(StatusCodes.Status503ServiceUnavailable)
            .AddEndpointFilter<RouteGroupBuilder, JobToken>();

        jobs.MapPost("/{name}", RunJob.Handle).WithName(nameof(RunJob));
        jobs.MapGet("/{name}", GetJob.Handle).WithName(nameof(GetJob));
    }

    public override IJsonTypeInfoResolver Json => JobsWire.Default;

    /// <summary>With the rules of the API, for a run that is told inside another answer.</summary>
    public static JsonTypeInfo<JobRunRow> Row { get; } = new JobsWire(Infrastructure.Http.Json.NewOptions()).JobRunRow;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(JobRunRow))]
    [JsonSerializable(typeof(GetJobReply))]
    [JsonSerializable(typeof(JobProgressRow))]
    private sealed partial class JobsWire : JsonSerializerContext;
}
