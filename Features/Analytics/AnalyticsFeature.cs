using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Analytics;

internal sealed partial class AnalyticsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var analytics = api.MapGroup("/analytics").WithTags("Analytics").Shaped(LegacyShape.Nested)
            .TellsFacts(typeof(PortfolioFacts));

        analytics.MapGet("/summary", GetSummary.Handle).WithName(nameof(GetSummary))
            .TellsFacts(typeof(SummaryFacts));
        analytics.MapGet("/holdings", GetHoldings.Handle).WithName(nameof(GetHoldings))
            .TellsFacts(typeof(HoldingsFacts));
        analytics.MapGet("/lots", GetLots.Handle).WithName(nameof(GetLots));
        analytics.MapGet("/performance", GetPerformance.Handle).WithName(nameof(GetPerformance));
        analytics.MapGet("/realized", GetRealizedGains.Handle).WithName(nameof(GetRealizedGains))
            .Produces<string>(contentType: "text/csv");
    }

    public override IJsonTypeInfoResolver Json => AnalyticsWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(GetSummaryReply))]
    [JsonSerializable(typeof(SummaryFacts))]
    [JsonSerializable(typeof(HoldingsFacts))]
    [JsonSerializable(typeof(IReadOnlyList<AnalysedHolding>))]
    [JsonSerializable(typeof(GetLotsReply))]
    [JsonSerializable(typeof(GetPerformanceReply))]
    [JsonSerializable(typeof(GetRealizedGainsReply))]
    private sealed partial class AnalyticsWire : JsonSerializerContext;
}
