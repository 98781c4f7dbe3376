using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Database;

internal static class DatabaseServices
{
    /// <summary>Options are checked when the host starts; connecting and migrating happen beside the running server.
    /// </summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>()
            .Configure(options => DatabaseOptions.Bind(options, configuration))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(provider =>
            ConnectionStrings.From(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.AddSingleton<DatabaseGate>();
        services.AddSingleton<DatabasePools>();
        services.AddSingleton(provider => new Migrator(
            provider.GetRequiredService<ConnectionStrings>(), provider.GetRequiredService<ILogger<Migrator>>()));
        services.AddSingleton<DatabaseProbe>();
        services.AddSingleton<UserDatabase>();
        services.AddSingleton<JobDatabase>();
        services.AddSingleton<LedgerNotifications>();

        services.AddHostedService<DatabaseStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<LedgerNotifications>());
        return services;
    }
}
