using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Support;

/// <summary>The provider as the application registers it, with every log line and every trace written down.</summary>
internal sealed class ProviderUnderTest : IDisposable
{
    public const string Key = "SECRETKEY1234567";

    private readonly ServiceProvider services;
    private readonly ActivityListener listener;

    public ProviderUnderTest(
        Uri? baseUrl = null, TimeProvider? clock = null, Action<AlphaVantageOptions>? configure = null,
        SpendCall? spend = null, HttpMessageHandler? wire = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Listening(Written)));
        collection.AddSingleton(clock ?? TimeProvider.System);
        if (spend is not null)
        {
            collection.AddSingleton(spend);
        }

        collection.AddProvider(options =>
        {
            options.ApiKey = baseUrl is null && wire is null ? null : Key;
            options.BaseUrl = baseUrl?.ToString() ?? AlphaVantageOptions.PublicBaseUrl;
            options.RequestsPerSecond = 1000;
            options.RetryDelaySeconds = 0.001;
            configure?.Invoke(options);
        });
        if (wire is not null)
        {
            collection.AddHttpClient<AlphaVantageClient>().ConfigurePrimaryHttpMessageHandler(() => wire);
        }

        services = collection.BuildServiceProvider();
        listener = new()
        {
            // The server of the fake provider runs in this process too; its traces are not ours.
            ShouldListenTo = source => source.Name != "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Written.Enqueue(
                activity.DisplayName + string.Join(';', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>All lines of all categories from Trace up, with their exceptions and fields, and all activities.
    /// </summary>
    public ConcurrentQueue<string> Written { get; } = new();

    public AlphaVantageClient Client => services.GetRequiredService<AlphaVantageClient>();

    public ProviderBreaker Breaker => services.GetRequiredService<ProviderBreaker>();

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }

    private sealed class Listening(ConcurrentQueue<string> written) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            written.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var fields = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(';', pairs) : "";
            written.Enqueue($"{formatter(state, exception)} {fields} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
