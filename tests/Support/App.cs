using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PortfolioTracker.Infrastructure;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Support;

/// <summary>What is different about one service under test; left out, it is as a developer would run it.</summary>
internal sealed record AppSetup
{
    /// <summary>A database of <see cref="Postgres"/>, to put two instances on one; null makes a new one.</summary>
    public string? Database { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>As they would stand in the environment; "__" or ":" between the parts of a name.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>Changes registrations after the program has made its own.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>False starts without waiting for the database.</summary>
    public bool WaitsUntilReady { get; init; } = true;
}

/// <summary>
/// The whole service in this process, behind a real socket, on a database of its own and the sandbox market.
/// </summary>
internal sealed class App : IAsyncDisposable
{
    private static readonly Lazy<Task<App>> Shared = new(() => StartAsync());

    private readonly Factory factory;

    private App(Factory factory, string database, TimeProvider clock)
    {
        this.factory = factory;
        Database = database;
        Clock = clock;
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = factory.ClientOptions.BaseAddress,
        };
    }

    public string Database { get; }

    public TimeProvider Clock { get; }

    /// <summary>Bare: neither token nor version header.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => factory.Services;

    /// <summary>Nobody's requests: without a token.</summary>
    public Caller Stranger => new(Http, Guid.Empty, Token: null);

    /// <summary>One service for every test that needs nothing special of it. Use fresh users; never dispose of it.
    /// </summary>
    public static Task<App> SharedAsync() => Shared.Value;

    public static async Task<App> StartAsync(AppSetup? setup = null)
    {
        setup ??= new();
        var database = setup.Database ?? await Postgres.NewDatabaseAsync();
        var factory = new Factory(setup, database);
        factory.UseKestrel();
        factory.StartServer();
        var app = new App(factory, database, setup.Clock);
        if (setup.WaitsUntilReady)
        {
            await Wait.UntilAsync(async () => (await app.Stranger.GetAsync("/health/ready")).Status == 200);
            // When it begins to listen it lets go of what it has remembered until then.
            Listener[] listeners =
            [
                app.Services.GetRequiredService<LedgerNotifications>(),
                app.Services.GetRequiredService<MarketNotifications>(),
            ];
            await Wait.UntilAsync(() => Task.FromResult(listeners.All(listener => listener.IsListening)));
        }

        return app;
    }

    /// <summary>A user whom nobody has seen before.</summary>
    public Caller NewUser() => As(Guid.NewGuid());

    public Caller As(Guid user) => new(Http, user, Token.For(user, Clock.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await factory.DisposeAsync();
    }

    [After(TestSession)]
    public static async Task StopSharedAsync()
    {
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }

    /// <summary>Set it to see what the service says: the tests provoke failures on purpose.</summary>
    private static string? LogLevel => Environment.GetEnvironmentVariable("TEST_LOG_LEVEL");

    private sealed class Factory(AppSetup setup, string database) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            Dictionary<string, string?> settings = new()
            {
                ["urls"] = "http://127.0.0.1:0",
                ["AUTH_JWT_SECRET"] = Token.Secret,
                ["DATABASE_URL"] = database,
                ["DATABASE_MIGRATION_URL"] = "",
                ["ALPHA_VANTAGE_API_KEY"] = "",
                ["LOG_LEVEL"] = LogLevel ?? "FATAL",
            };
            foreach (var (name, value) in setup.Settings)
            {
                settings[name.Replace("__", ":", StringComparison.Ordinal)] = value;
            }

            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }

            builder.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton(setup.Clock));
                if (LogLevel is null)
                {
                    services.Replace(ServiceDescriptor.Singleton(_ => new LogOutput(Stream.Null)));
                }

                setup.Services(services);
            });
        }
    }
}
