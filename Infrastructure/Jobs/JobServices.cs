using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Jobs;

internal static class JobServices
{
    /// <summary>The jobs and their schedule. Needs the database and the market to be registered too.</summary>
    public static void AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobOptions>()
            .Configure(options => JobOptions.Read(options, configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobOptions>, JobOptions.Validator>();
        services.AddSingleton<JobTimes>();
        services.AddSingleton<JobRuns>();
        services.AddSingleton<JobRunner>();

        services.AddSingleton<DividendEvents>();
        services.AddSingleton<RefreshEvents>(provider =>
            provider.GetRequiredService<DividendEvents>().RefreshAsync);
        services.AddSingleton<EntitlementNotices>();
        services.AddSingleton<DividendJob>();
        services.AddSingleton(provider =>
            new NamedJob(DividendJob.Name, provider.GetRequiredService<DividendJob>().RunAsync));
        services.AddSingleton<CleaningJob>();
        services.AddSingleton(provider =>
            new NamedJob(CleaningJob.Name, provider.GetRequiredService<CleaningJob>().RunAsync));

        services.AddHostedService<JobScheduler>();

        services.AddSingleton<UserJobs>();
        services.AddHostedService(provider => provider.GetRequiredService<UserJobs>());
    }
}
