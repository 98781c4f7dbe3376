using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.Jobs;

/// <summary><c>portfoliotracker jobs run NAME</c>: the same program and settings, without HTTP; it ends when the run of
/// the day is over. Exit code 0: done; 1: it failed; 2: the command makes no sense.</summary>
internal sealed class JobCommand
{
    private static readonly TimeSpan DatabaseWaitMax = TimeSpan.FromMinutes(2);

    private JobCommand(string? name) => Name = name;

    private string? Name { get; }

    /// <summary>Null where the arguments do not begin with <c>jobs</c>: then this is the service.</summary>
    public static JobCommand? From(string[] args) => args switch
    {
        ["jobs", "run", var name] => new(name),
        ["jobs", ..] => new(null),
        _ => null,
    };

    /// <summary>Nothing listens, and the schedule rests: only the job that was asked for runs.</summary>
    public JobCommand Prepare(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IServer, NoServer>());
        services.PostConfigure<JobOptions>(options => options.Schedule = "off");
        return this;
    }

    public async Task<int> RunAsync(WebApplication app)
    {
        await app.StartAsync();
        var code = await RunAsync(app.Services, app.Lifetime.ApplicationStopping);
        await app.StopAsync();
        return code;
    }

    private async Task<int> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var runner = services.GetRequiredService<JobRunner>();
        if (Name is null || !runner.Names.Contains(Name))
        {
            await Console.Error.WriteLineAsync(
                $"usage: portfoliotracker jobs run NAME, where NAME is one of: {string.Join(", ", runner.Names)}");
            return 2;
        }

        try
        {
            await services.GetRequiredService<DatabaseGate>().WaitAsync(DatabaseWaitMax, ct);
            var due = NightlyHour.LastDue(services.GetRequiredService<TimeProvider>().GetUtcNow());
            var run = await runner.RunAsync(Name, $"{due:yyyy-MM-dd}", ct, takesUpCancelled: true);
            await Console.Out.WriteLineAsync($"{Name} {run.RunKey}: {run.Status}, {run.ItemsDone} symbols done, "
                + $"{run.ItemsDeferred} put off, {run.ItemsFailed.Count} failed. {run.Error}".TrimEnd());
            return run.Status == "done" ? 0 : 1;
        }
        catch (Exception away) when (DatabaseUnavailable.IsCauseOf(away) || away is OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{Name}: not finished. {away.Message} The next start goes on with it.");
            return 1;
        }
    }

    private sealed class NoServer : IServer
    {
        public Microsoft.AspNetCore.Http.Features.IFeatureCollection Features { get; } =
            new Microsoft.AspNetCore.Http.Features.FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
