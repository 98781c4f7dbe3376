using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PortfolioTracker.Features.Prices;

internal sealed partial class PricesFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var prices = api.MapGroup("/prices").WithTags("Own prices");

        prices.MapGet("/", ListOwnPrices.Handle).WithName(nameof(ListOwnPrices));
        prices.MapGet("/{symbol}", GetOwnPrices.Handle).WithName(nameof(GetOwnPrices));
        prices.MapPost("/{symbol}", StoreOwnPrices.Handle).WithName(nameof(StoreOwnPrices))
            .Accepts<OwnPriceFields>("application/json", "text/csv");
        prices.MapDelete("/{symbol}", RemoveOwnPrices.Handle).WithName(nameof(RemoveOwnPrices));
    }

    public override IJsonTypeInfoResolver Json => PricesWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(OwnPriceFields))]
    [JsonSerializable(typeof(ListOwnPricesReply))]
    [JsonSerializable(typeof(GetOwnPricesReply))]
    [JsonSerializable(typeof(StoreOwnPricesReply))]
    [JsonSerializable(typeof(RemoveOwnPricesReply))]
    private sealed partial class PricesWire : JsonSerializerContext;
}
