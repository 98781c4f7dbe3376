using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Portfolio;

internal sealed partial class PortfolioFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var portfolio = api.MapGroup("/").WithTags("Portfolio");

        portfolio.MapGet("/portfolio", GetPortfolio.Handle).WithName(nameof(GetPortfolio))
            .Shaped(LegacyShape.Flat, factsStandBeside: true).TellsFacts(typeof(PortfolioFacts));
        portfolio.MapGet("/portfolio/performance/historical", GetHistoricalPerformance.Handle)
            .WithName(nameof(GetHistoricalPerformance));
        portfolio.MapGet("/allocation", GetAllocation.Handle).WithName(nameof(GetAllocation))
            .Shaped(LegacyShape.Nested).TellsFacts(typeof(PortfolioFacts));
        portfolio.MapPost("/cache/clear", ClearCache.Handle).WithName(nameof(ClearCache))
            .Refuses(StatusCodes.Status403Forbidden);
    }

    public override IJsonTypeInfoResolver Json => PortfolioWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(GetPortfolioReply))]
    [JsonSerializable(typeof(GetHistoricalPerformanceReply))]
    [JsonSerializable(typeof(GetAllocationReply))]
    [JsonSerializable(typeof(ClearCacheReply))]
    private sealed partial class PortfolioWire : JsonSerializerContext;
}
