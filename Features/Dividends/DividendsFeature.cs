using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

internal sealed partial class DividendsFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var dividends = api.MapGroup("/analytics/dividends").WithTags("Dividends").Shaped(LegacyShape.Nested);
        var decisions = dividends.MapGroup("/").Shaped(LegacyShape.Flat);

        dividends.MapGet("/", ListDividends.Handle).WithName(nameof(ListDividends))
            .TellsFacts(typeof(DividendListFacts));
        dividends.MapGet("/summary", GetDividendSummary.Handle).WithName(nameof(GetDividendSummary));
        dividends.MapGet("/calendar", GetDividendCalendar.Handle).WithName(nameof(GetDividendCalendar));
        dividends.MapGet("/forecast", GetDividendForecast.Handle).WithName(nameof(GetDividendForecast));
        decisions.MapPost("/confirm", ConfirmDividend.Handle).WithName(nameof(ConfirmDividend));
        decisions.MapPost("/reject", RejectDividend.Handle).WithName(nameof(RejectDividend));
        decisions.MapPost("/edit", EditDividend.Handle).WithName(nameof(EditDividend));
        decisions.MapPost("/add-manual", AddManualDividend.Handle).WithName(nameof(AddManualDividend));
        decisions.MapPost("/manual-add", AddManualDividend.Handle).WithName("AddManualDividendAlias");
        dividends.MapPost("/sync", SyncDividends.Handle).WithName(nameof(SyncDividends));
        dividends.MapPost("/sync-all", SyncAllDividends.Handle).WithName(nameof(SyncAllDividends))
            .Shaped(LegacyShape.Both);
        dividends.MapPost("/assign-simple", AssignDividends.Handle).WithName(nameof(AssignDividends));
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<DividendReads>();
        services.AddSingleton<DividendWrites>();
        services.AddSingleton<DividendRefresh>();
    }

    public override IJsonTypeInfoResolver Json => DividendsWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(IReadOnlyList<UserDividendRow>))]
    [JsonSerializable(typeof(DividendListFacts))]
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
