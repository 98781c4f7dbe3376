using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Market;

internal sealed partial class MarketFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var market = api.MapGroup("/market").WithTags("Market").Shaped(LegacyShape.Nested);

        market.MapGet("/budget", GetBudget.Handle).WithName(nameof(GetBudget));
    }

    public override IJsonTypeInfoResolver Json => MarketWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(GetBudgetReply))]
    private sealed partial class MarketWire : JsonSerializerContext;
}
