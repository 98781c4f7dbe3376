using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Tests.Support;

/// <summary>One instance of the market side, with everything that runs in the background, over a real database.
/// </summary>
internal sealed class MarketRig : IAsyncDisposable
{
    private readonly IHost host;

    private MarketRig(IHost host, string database) => (this.host, Database) = (host, database);

    public string Database { get; }

    public MarketArchive Archive => Get<MarketArchive>();

    public MarketStore Store => Get<MarketStore>();

    public MarketRefresher Refresher => Get<MarketRefresher>();

    public ProviderHealth Health => Get<ProviderHealth>();

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>On the sandbox market.</summary>
    public static Task<MarketRig> SandboxAsync(string? database = null, TimeProvider? clock = null) =>
        StartAsync(null, database, clock, []);

    /// <param name="provider">Answers at the wire in place of the real provider.</param>
    /// <param name="settings">Name=value, as in the environment but with colons.</param>
    public static async Task<MarketRig> StartAsync(
        ScriptedProvider? provider, string? database = null, TimeProvider? clock = null, params string[] settings)
    {
        database ??= await Postgres.NewDatabaseAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(
        [
            new("DATABASE_URL", database),
            new("ALPHA_VANTAGE_REQUESTS_PER_SECOND", "1000"),
            new("ECB_BASE_URL", "off"),
            new("ALPHA_VANTAGE_API_KEY", provider is null ? null : "TESTKEY0TESTKEY0"),
        ]);

        // Added later, these win.
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2))
            .Select(parts => KeyValuePair.Create(parts[0], (string?)parts[1])));
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddDatabase(builder.Configuration);
        builder.Services.AddMarketData(builder.Configuration);
        builder.Services.PostConfigure<AlphaVantageOptions>(options => options.RetryDelaySeconds = 0.001);
        if (provider is not null)
        {
            builder.Services.AddHttpClient<AlphaVantageClient>()
                .ConfigurePrimaryHttpMessageHandler(() => provider);
        }

        var rig = new MarketRig(builder.Build(), database);
        await rig.host.StartAsync();
        await UntilAsync(() => rig.Get<MarketNotifications>().IsListening);
        return rig;
    }

    /// <summary>Waits until the refresher has nothing left to do.</summary>
    public async Task SettleAsync(IReadOnlyCollection<string> symbols, params string[] currencies)
    {
        await Refresher.AskAndWaitAsync(
            symbols, currencies, Wait.AtMost, CancellationToken.None, FetchKind.Overview);
        await UntilAsync(() => Refresher.Waiting == 0);
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var tries = 0; tries < 3_000 && !condition(); tries++)
        {
            await Task.Delay(10);
        }

        if (!condition())
        {
            throw new TimeoutException("It did not come true within half a minute.");
        }
    }

    /// <summary>A new user buys a share of each.</summary>
    public Task HoldAsync(params string[] symbols)
    {
        var (user, names) = (Guid.NewGuid(), string.Join(',', symbols));
        return ExecuteAsync($$"""
            select set_config('request.jwt.claims', '{"sub":"{{user}}"}', false);
            insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date)
            select '{{user}}', 'Buy', symbol, 1, 10, '2026-05-01'
            from unnest(string_to_array('{{names}}', ',')) symbol
            """);
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await Postgres.OpenAdminAsync(Database);
        return await Postgres.ScalarAsync<T>(connection, sql);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Postgres.OpenAdminAsync(Database);
        await Postgres.ExecuteAsync(connection, sql);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}

/// <summary>A clock that began at another time and goes on from there as time does.</summary>
internal sealed class ShiftedClock(DateTimeOffset began) : TimeProvider
{
    private long shiftTicks = (began - System.GetUtcNow()).Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + new TimeSpan(Volatile.Read(ref shiftTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref shiftTicks, by.Ticks);
}
