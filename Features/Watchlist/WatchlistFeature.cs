using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PortfolioTracker.Features.Watchlist;

internal sealed partial class WatchlistFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var watchlist = api.MapGroup("/watchlist").WithTags("Watchlist");

        watchlist.MapGet("/", ListWatchlist.Handle).WithName(nameof(ListWatchlist));
        watchlist.MapPost("/{symbol}", AddSymbol.Handle).WithName(nameof(AddSymbol));
        watchlist.MapDelete("/{symbol}", RemoveSymbol.Handle).WithName(nameof(RemoveSymbol));
        watchlist.MapPut("/{symbol}", EditSymbol.Handle).WithName(nameof(EditSymbol));
        watchlist.MapGet("/{symbol}/status", GetSymbolStatus.Handle).WithName(nameof(GetSymbolStatus));
    }

    public override void AddServices(IServiceCollection services) => services.AddSingleton<WatchlistQuotes>();

    public override IJsonTypeInfoResolver Json => WatchlistWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(WatchedFields))]
    [JsonSerializable(typeof(ListWatchlistReply))]
    [JsonSerializable(typeof(ListQuotedWatchlistReply))]
    [JsonSerializable(typeof(WatchedReply))]
    [JsonSerializable(typeof(RemoveSymbolReply))]
    [JsonSerializable(typeof(GetSymbolStatusReply))]
    private sealed partial class WatchlistWire : JsonSerializerContext;
}
