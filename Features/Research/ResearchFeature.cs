using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Research;

internal sealed partial class ResearchFeature : Feature
{
    public override void Map(RouteGroupBuilder api, RouteGroupBuilder root)
    {
        var research = api.MapGroup("/").WithTags("Research").Shaped(LegacyShape.Nested);

        research.MapGet("/symbol_search", SearchSymbols.Handle).WithName(nameof(SearchSymbols))
            .Shaped(LegacyShape.Both).Costs(Costly.Search);
        research.MapGet("/stock_overview", GetOverview.Handle).WithName(nameof(GetOverview))
            .Shaped(LegacyShape.Flat);
        research.MapGet("/quote/{symbol}", GetQuote.Handle).WithName(nameof(GetQuote))
            .TellsFacts(typeof(QuoteFacts));
        research.MapGet("/historical_price/{symbol}", GetHistoricalPrice.Handle).WithName(nameof(GetHistoricalPrice))
            .Shaped(LegacyShape.Flat);
        research.MapGet("/stock_prices/{symbol}", GetPrices.Handle).WithName(nameof(GetPrices))
            .TellsFacts(typeof(PricesFacts));
        research.MapGet("/financials/{symbol}", GetFinancials.Handle).WithName(nameof(GetFinancials))
            .TellsFacts(typeof(FinancialsFacts));
        research.MapPost("/financials/force-refresh", RefreshFinancials.Handle).WithName(nameof(RefreshFinancials))
            .Refuses(StatusCodes.Status403Forbidden).Costs(Costly.Refresh).TellsFacts(typeof(FinancialsFacts));
        research.MapGet("/news/{symbol}", GetNews.Handle).WithName(nameof(GetNews))
            .TellsFacts(typeof(NewsFacts));
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<FinancialData>();
        services.AddSingleton<SymbolDirectory>();
    }

    public override IJsonTypeInfoResolver Json => ResearchWire.Default;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(SearchSymbolsReply))]
    [JsonSerializable(typeof(GetOverviewReply))]
    [JsonSerializable(typeof(QuoteData))]
    [JsonSerializable(typeof(GetHistoricalPriceReply))]
    [JsonSerializable(typeof(GetPricesReply))]
    [JsonSerializable(typeof(CompanyFigures))]
    [JsonSerializable(typeof(StatementsReply))]
    [JsonSerializable(typeof(GetNewsReply))]
    [JsonSerializable(typeof(QuoteFacts))]
    [JsonSerializable(typeof(PricesFacts))]
    [JsonSerializable(typeof(FinancialsFacts))]
    [JsonSerializable(typeof(NewsFacts))]
    private sealed partial class ResearchWire : JsonSerializerContext;
}
