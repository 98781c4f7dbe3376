using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using PortfolioTracker.Infrastructure.MarketData.Sandbox;

namespace PortfolioTracker.Infrastructure.MarketData;

internal static class ProviderServices
{
    /// <summary>The client with its handlers, from outside in: total timeout and retry, gate (breaker, pace, budget),
    /// attempt timeout, reader, key, wire. Without a key the wire is the sandbox market.</summary>
    /// <remarks>Register a <see cref="SpendCall"/> to have attempts counted; without one nothing limits them.</remarks>
    public static IServiceCollection AddProvider(this IServiceCollection services, IConfiguration configuration) =>
        services.AddProvider(options => options.Read(configuration));

    public static IServiceCollection AddProvider(
        this IServiceCollection services, Action<AlphaVantageOptions> configure)
    {
        services.AddOptions<AlphaVantageOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlphaVantageOptions>>(
            provider => new AlphaVantageOptionsValidator(provider.GetService<IHostEnvironment>()));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SpendCall>((_, _) => ValueTask.FromResult<TimeSpan?>(TimeSpan.Zero));
        services.AddSingleton<ProviderBreaker>();
        services.AddSingleton<SandboxMarket>();
        services.AddSingleton(provider => ProviderPace.From(
            provider.GetRequiredService<TimeProvider>(), OptionsOf(provider)));
        services.AddTransient<ProviderGate>();
        services.AddTransient<AnswerReader>();
        services.AddTransient<ApiKeyHandler>();

        var client = services.AddHttpClient<AlphaVantageClient>((provider, http) =>
        {
            http.BaseAddress = OptionsOf(provider).Endpoint;
            http.Timeout = Timeout.InfiniteTimeSpan;

            // Another Accept header makes the provider answer 406.
            http.DefaultRequestHeaders.Add("Accept", "*/*");
            http.DefaultRequestHeaders.Add("User-Agent", "PortfolioTracker");
        });

        // The default loggers write whole addresses; the gate writes one line without the key.
        client.RemoveAllLoggers();
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.ConfigurePrimaryHttpMessageHandler(
            provider => OptionsOf(provider).Sandbox
                ? new SandboxHandler(provider.GetRequiredService<SandboxMarket>())
                : Wire());

        client.AddResilienceHandler("provider-call", (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            var options = OptionsOf(context.ServiceProvider);
            pipeline.AddTimeout(TimeSpan.FromSeconds(options.TotalTimeoutSeconds)).AddRetry(Once(options));
        });
        client.AddHttpMessageHandler<ProviderGate>();
        client.AddResilienceHandler("provider-attempt", (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddTimeout(TimeSpan.FromSeconds(OptionsOf(context.ServiceProvider).AttemptTimeoutSeconds));
        });
        client.AddHttpMessageHandler<AnswerReader>();
        client.AddHttpMessageHandler<ApiKeyHandler>();
        return services;
    }

    private static AlphaVantageOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<AlphaVantageOptions>>().Value;

    /// <summary>To whom a key is sent.</summary>
    public static SocketsHttpHandler Wire() => new()
    {
        // A redirect would take the key along.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // No trace of the wire: its address has the key, and the provider has no use for our trace ids.
        ActivityHeadersPropagator = null,
    };

    /// <summary>Only what brought no readable answer is tried again: every other class would answer the same, and a
    /// call is dear.</summary>
    private static RetryStrategyOptions<HttpResponseMessage> Once(AlphaVantageOptions options) => new()
    {
        MaxRetryAttempts = 1,
        Delay = TimeSpan.FromSeconds(options.RetryDelaySeconds),
        UseJitter = true,
        ShouldHandle = static attempt => ValueTask.FromResult(
            attempt.Outcome.Result?.Content is AnswerContent { Class: AnswerClass.Transport, WasSent: true }),
    };
}
