using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Forex;

internal sealed partial class ForexFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var forex = api.MapGroup("/forex").WithTags("Forex")
            .Refuses(StatusCodes.Status400BadRequest)
            .Refuses(StatusCodes.Status404NotFound)
            .Refuses(StatusCodes.Status422UnprocessableEntity);

        forex.MapGet("/rate", GetRate.Handle).WithName(nameof(GetRate))
            .TellsFacts(typeof(RateFacts));
        forex.MapGet("/latest", GetLatestRate.Handle).WithName(nameof(GetLatestRate));
        forex.MapPost("/convert", ConvertAmount.Handle).WithName(nameof(ConvertAmount));
        forex.MapGet("/history", GetRateHistory.Handle).WithName(nameof(GetRateHistory));
    }

    public override void AddServices(IServiceCollection services) => services.AddSingleton<ForexRates>();

    public override IJsonTypeInfoResolver Json => ForexWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(GetRateReply))]
    [JsonSerializable(typeof(RateFacts))]
    [JsonSerializable(typeof(GetLatestRateReply))]
    [JsonSerializable(typeof(ConvertAmountReply))]
    [JsonSerializable(typeof(GetRateHistoryReply))]
    private sealed partial class ForexWire : JsonSerializerContext;
}
