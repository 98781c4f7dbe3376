using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Caching;

namespace PortfolioTracker.Infrastructure.Portfolio;

internal static class PortfolioServices
{
    private const int DocumentBytesMax = 32 * 1024 * 1024;

    public static void AddPortfolio(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CacheOptions>().Bind(configuration.GetSection("Cache")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CacheOptions>, CacheOptions.Validator>();
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Add(PortfolioFactsWire.Default));
        services.AddSingleton<PortfolioReader>();
        services.AddSingleton<PortfolioMarket>();
        services.AddSingleton<PortfolioSnapshots>();
        services.AddSingleton<RecentDocuments>();
        services.AddSingleton<StoredDocuments>();
        services.AddSingleton<PortfolioDocuments>();
        services.AddOptions<MemoryCacheOptions>().Configure<IOptions<CacheOptions>>((memory, cache) =>
            memory.SizeLimit = cache.Value.MemoryMegabytes * 1_000_000L);
        services.AddHybridCache(options => options.MaximumPayloadBytes = DocumentBytesMax)
            .AddSerializer<CompleteDocument, CompleteDocumentSerializer>();
        services.AddHostedService<DocumentInvalidation>();
        services.AddHostedService(provider => provider.GetRequiredService<StoredDocuments>());
        services.AddHostedService<DocumentWarming>();
    }
}
