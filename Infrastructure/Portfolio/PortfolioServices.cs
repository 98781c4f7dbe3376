using PortfolioTracker.Infrastructure.Caching;

namespace PortfolioTracker.Infrastructure.Portfolio;

internal static class PortfolioServices
{
    private const int DocumentBytesMax = 32 * 1024 * 1024;

    public static void AddPortfolio(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Add(PortfolioFactsWire.Default));
        services.AddSingleton<PortfolioReader>();
        services.AddSingleton<PortfolioMarket>();
        services.AddSingleton<PortfolioSnapshots>();
        services.AddSingleton<PortfolioDocuments>();
        services.AddHybridCache(options => options.MaximumPayloadBytes = DocumentBytesMax)
            .AddSerializer<CompleteDocument, CompleteDocumentSerializer>();
        services.AddHostedService<DocumentInvalidation>();
    }
}
