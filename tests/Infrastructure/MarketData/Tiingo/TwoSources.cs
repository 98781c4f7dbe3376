using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Tiingo;

/// <summary>An instance with both sources of prices, on a Saturday: Friday's prices are out. The provider knows two
/// days of every symbol; Tiingo answers as it is told.</summary>
internal sealed class TwoSources : IAsyncDisposable
{
    public const string Key = "TIINGOKEY0TIINGOKEY0";

    public static readonly DateTimeOffset Saturday = new(2026, 5, 16, 14, 0, 0, TimeSpan.Zero);

    private TwoSources(MarketRig rig, FakeTiingo tiingo, ScriptedProvider provider, ShiftedClock clock) =>
        (Rig, Tiingo, Provider, Clock) = (rig, tiingo, provider, clock);

    public MarketRig Rig { get; }

    public FakeTiingo Tiingo { get; }

    public ScriptedProvider Provider { get; }

    public ShiftedClock Clock { get; }

    public PriceFetch Prices => Rig.Get<PriceFetch>();

    public static async Task<TwoSources> StartAsync(string? database = null, params string[] settings)
    {
        var (tiingo, clock) = (await FakeTiingo.StartAsync(), new ShiftedClock(Saturday));
        var provider = new ScriptedProvider
        {
            Answer = query => query.Function != "TIME_SERIES_DAILY" ? null
                : query.Full ? ScriptedProvider.FullRefused
                : ScriptedProvider.Bars(("2026-05-14", 100m), ("2026-05-15", 101m)),
        };
        string[] all = [.. settings, $"TIINGO_BASE_URL={tiingo.Address}", $"TIINGO_API_KEY={Key}"];
        var rig = await MarketRig.StartAsync(
            provider, database, clock, [.. all.DistinctBy(setting => setting.Split('=')[0])]);
        return new(rig, tiingo, provider, clock);
    }

    /// <summary>As when a user waits for them, whatever was fetched before.</summary>
    public async Task PricesAsync(params string[] symbols)
    {
        await Rig.ExecuteAsync("update pt.market_fetches set next_at = null");
        await Rig.Refresher.FetchAndWaitAsync(
            [.. symbols.Select(symbol => new FetchItem(symbol, FetchKind.Prices))], Wait.AtMost, default);
    }

    public Task<FetchOutcome> InTheBackgroundAsync(string symbol) =>
        Prices.PricesAsync(FetchState.Never(new(symbol, FetchKind.Prices)), isUrgent: false, default);

    public Task<string?> StoredAsync() => Rig.ScalarAsync<string>(
        "select string_agg(date || ' ' || trim_scale(close) || ' ' || source, ', ' order by symbol, date) "
        + "from pt.daily_prices");

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        await Tiingo.DisposeAsync();
    }
}
