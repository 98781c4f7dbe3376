using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Metrics;

internal static class MetricsServices
{
    public static void AddServiceMetrics(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>()
            .Configure(options => MetricsOptions.Read(options, configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptions.Validator>();
        services.AddSingleton<CacheMetrics>();
        services.AddSingleton<ProviderMetrics>();
        services.AddSingleton<MetricsCollector>();
        services.AddHostedService(provider =>
        {
            // Nobody asks for these; they only have to be there.
            _ = provider.GetRequiredService<CacheMetrics>();
            _ = provider.GetRequiredService<ProviderMetrics>();
            return provider.GetRequiredService<MetricsCollector>();
        });
    }
}
