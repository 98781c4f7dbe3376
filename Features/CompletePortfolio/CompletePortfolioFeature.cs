using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.CompletePortfolio;

internal sealed partial class CompletePortfolioFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var complete = api.MapGroup("/").WithTags("Portfolio")
            .Tells(typeof(CompletePortfolioReply)).TellsFacts(typeof(CompleteMetadata));

        complete.MapGet("/portfolio/complete", GetCompletePortfolio.Handle).WithName(nameof(GetCompletePortfolio));
        complete.MapGet("/complete", GetCompletePortfolio.Handle).WithName("GetCompletePortfolioAlias");
    }

    public override void AddServices(IServiceCollection services) => services.AddSingleton<CompleteDocumentBuilder>();

    public override IJsonTypeInfoResolver Json => CompletePortfolioWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(CompletePortfolioReply))]
    [JsonSerializable(typeof(CompleteMetadata))]
    private sealed partial class CompletePortfolioWire : JsonSerializerContext;
}
