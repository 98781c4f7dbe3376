using System.Net;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Planning;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Infrastructure.MarketData.Tiingo;

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
        services.AddEcbRates(configuration);
        services.AddSingleton<ProviderBudget>();
        services.AddSingleton<ProviderEntitlements>();
        services.AddSingleton<ProviderHealth>();
        services.AddSingleton<ProviderCalls>();

        services.AddSingleton<MarketArchive>();
        services.AddSingleton<MarketStore>();
        services.AddSingleton<FetchBook>();
        services.AddSingleton<ProviderPrices>();
        services.AddTiingo(configuration);
        services.AddSingleton<IPriceSource>(provider => provider.GetRequiredService<ProviderPrices>());
        services.AddSingleton<PriceFetch>();
        services.AddSingleton<IdentityFetch>();
        services.AddSingleton<ActionFetch>();
        services.AddSingleton<IRateSource>(provider => provider.GetRequiredService<EuroRateFetch>());
        services.AddSingleton<IRateSource, ProviderRates>();
        services.AddSingleton<RateFetch>();
        services.AddSingleton<QuoteFetch>();
        services.AddSingleton<DocumentFetch>();
        services.AddSingleton<EuroRateFetch>();
        services.AddSingleton<ListingFetch>();
        services.AddSingleton<MarketFetch>();

        services.AddSingleton<ProviderAbsence>();
        services.AddSingleton<ProviderDocuments>();
        services.AddSingleton<MarketQuotes>();
        services.AddSingleton<PriceHistory>();
        services.AddSingleton<OwnPriceBook>();

        services.AddSingleton<HeldSymbols>();
        services.AddSingleton<MarketRefresher>();
        services.AddHostedService(provider => provider.GetRequiredService<MarketRefresher>());
        services.AddSingleton<MarketNotifications>();
        services.AddHostedService(provider => provider.GetRequiredService<MarketNotifications>());
        return services;
    }

    private static void AddEcbRates(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EcbOptions>().Configure(options => options.Read(configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EcbOptions>, EcbOptionsValidator>();
        services.AddSingleton<Func<EcbRates>>(provider => provider.GetRequiredService<EcbRates>);
        services.AddHttpClient<EcbRates>((provider, http) =>
            {
                var options = provider.GetRequiredService<IOptions<EcbOptions>>().Value;
                http.BaseAddress = new Uri(options.BaseUrl ?? EcbOptions.PublicBaseUrl);
                http.Timeout = TimeSpan.FromSeconds(30);
                http.DefaultRequestHeaders.Add("User-Agent", "PortfolioTracker");
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
                ConnectTimeout = TimeSpan.FromSeconds(3),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
    }
}
