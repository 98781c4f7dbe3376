using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PortfolioTracker.Features.Dividends;

internal sealed partial class DividendsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var dividends = api.MapGroup("/analytics/dividends").WithTags("Dividends");

        dividends.MapGet("/", ListDividends.Handle).WithName(nameof(ListDividends));
        dividends.MapGet("/summary", GetDividendSummary.Handle).WithName(nameof(GetDividendSummary));
        dividends.MapGet("/calendar", GetDividendCalendar.Handle).WithName(nameof(GetDividendCalendar));
        dividends.MapGet("/forecast", GetDividendForecast.Handle).WithName(nameof(GetDividendForecast));
        dividends.MapPost("/confirm", ConfirmDividend.Handle).WithName(nameof(ConfirmDividend));
        dividends.MapPost("/reject", RejectDividend.Handle).WithName(nameof(RejectDividend));
        dividends.MapPost("/edit", EditDividend.Handle).WithName(nameof(EditDividend));
        dividends.MapPost("/add-manual", AddManualDividend.Handle).WithName(nameof(AddManualDividend));
        dividends.MapPost("/manual-add", AddManualDividend.Handle).WithName("AddManualDividendAlias");
        dividends.MapPost("/sync", SyncDividends.Handle).WithName(nameof(SyncDividends));
        dividends.MapPost("/sync-all", SyncAllDividends.Handle).WithName(nameof(SyncAllDividends));
        dividends.MapPost("/assign-simple", AssignDividends.Handle).WithName(nameof(AssignDividends));
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<DividendReads>();
        services.AddSingleton<DividendWrites>();
        services.AddSingleton<DividendRefresh>();
    }

    public override IJsonTypeInfoResolver Json => DividendsWire.Default;

    [JsonSerializable(typeof(IReadOnlyList<UserDividendRow>))]
    [JsonSerializable(typeof(GetDividendSummaryReply))]
    [JsonSerializable(typeof(GetDividendCalendarReply))]
    [JsonSerializable(typeof(GetDividendForecastReply))]
    [JsonSerializable(typeof(ConfirmDividendRequest))]
    [JsonSerializable(typeof(ConfirmDividendReply))]
    [JsonSerializable(typeof(RejectDividendReply))]
    [JsonSerializable(typeof(EditDividendRequest))]
    [JsonSerializable(typeof(EditDividendReply))]
    [JsonSerializable(typeof(AddManualDividendRequest))]
    [JsonSerializable(typeof(AddManualDividendReply))]
    [JsonSerializable(typeof(SyncDividendsReply))]
    [JsonSerializable(typeof(SyncAllDividendsReply))]
    [JsonSerializable(typeof(AssignDividendsReply))]
    private sealed partial class DividendsWire : JsonSerializerContext;
}
