using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData.Tiingo;

internal static class TiingoServices
{
    public static IServiceCollection AddTiingo(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TiingoOptions>().Configure(options => options.Read(configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TiingoOptions>, TiingoOptionsValidator>();
        services.AddSingleton<Func<TiingoClient>>(provider => provider.GetRequiredService<TiingoClient>);
        services.AddSingleton<IPriceSource, TiingoPrices>();
        services.AddHttpClient<TiingoClient>((provider, http) =>
            {
                http.BaseAddress = new Uri(provider.GetRequiredService<IOptions<TiingoOptions>>().Value.BaseUrl);
                http.Timeout = TimeSpan.FromSeconds(30);
                http.DefaultRequestHeaders.Add("User-Agent", "PortfolioTracker");
            })
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(ProviderServices.Wire);
        return services;
    }
}
