using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Features.Flags;

internal sealed partial class FlagsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root) =>
        api.MapGet("/features", GetFeatures.Handle).WithName(nameof(GetFeatures)).WithTags("Features");

    public override void AddServices(IServiceCollection services)
    {
        services.AddOptions<FlagOptions>()
            .Configure<IConfiguration>(FlagOptions.Read).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FlagOptions>, FlagOptionsValidator>();
    }

    public override IJsonTypeInfoResolver Json => FlagsWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(GetFeaturesReply))]
    private sealed partial class FlagsWire : JsonSerializerContext;
}
