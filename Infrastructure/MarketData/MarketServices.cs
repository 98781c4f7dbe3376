using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData;

internal static class MarketServices
{
    /// <summary>The market side: provider, archive, memory, refresh. Needs the database to be registered too.</summary>
    public static IServiceCollection AddMarketData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MarketDataOptions>().Bind(configuration.GetSection("MarketData")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MarketDataOptions>, MarketDataOptionsValidator>();
        services.AddOptions<ProviderBudgetOptions>().Bind(configuration.GetSection("AlphaVantage")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProviderBudgetOptions>, ProviderBudgetOptionsValidator>();

        // Before the provider, which counts nothing where nobody asks it to.
        services.AddSingleton<SpendCall>(provider => provider.GetRequiredService<ProviderBudget>().TrySpendAsync);
        services.AddProvider(configuration);

        services.AddSingleton(provider =>
            provider.GetRequiredService<IOptions<AlphaVantageOptions>>().Value.Sandbox
                ? MarketSource.Sandbox
                : MarketSource.AlphaVantage);
        services.AddSingleton<Func<AlphaVantageClient>>(provider => provider.GetRequiredService<AlphaVantageClient>);
        services.AddSingleton<ProviderBudget>();
        services.AddSingleton<ProviderEntitlements>();
        services.AddSingleton<ProviderHealth>();
        services.AddSingleton<ProviderCalls>();

        services.AddSingleton<MarketArchive>();
        services.AddSingleton<MarketStore>();
        services.AddSingleton<FetchBook>();
        services.AddSingleton<PriceFetch>();
        services.AddSingleton<IdentityFetch>();
        services.AddSingleton<ActionFetch>();
        services.AddSingleton<RateFetch>();
        services.AddSingleton<MarketFetch>();

        services.AddSingleton<MarketRefresher>();
        services.AddHostedService(provider => provider.GetRequiredService<MarketRefresher>());
        services.AddSingleton<MarketNotifications>();
        services.AddHostedService(provider => provider.GetRequiredService<MarketNotifications>());
        return services;
    }
}
