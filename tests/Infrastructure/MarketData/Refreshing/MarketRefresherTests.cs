using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

internal sealed class MarketRefresherTests
{
    // A Saturday: the session of Friday 15 May 2026, the last of the recordings, is the last closed one.
    private static readonly DateTimeOffset Saturday = new(2026, 5, 16, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Friday = new(2026, 5, 15);

    [Test]
    public async Task A_cold_symbol_becomes_a_whole_security()
    {
        await using var rig = await MarketRig.SandboxAsync();
        await rig.SettleAsync(["AZN.LON"], "GBP");

        var quoted = (await rig.Get<AlphaVantageClient>().DailyAsync("AZN.LON", full: true, default)).Data!;
        var view = await rig.Store.ViewAsync(["AZN.LON"], [], "USD", default);
        var azn = view.Of("AZN.LON");
        var last = azn.Prices.Last!.Value;

        await Assert.That(azn.Prices.Count).IsEqualTo(quoted.Count);
        await Assert.That(last.Close).IsEqualTo(quoted[^1].Close / 100);
        await Assert.That(last.Close).IsBetween(20m, 500m);
        await Assert.That(azn.Instrument.Currency).IsEqualTo("GBP");
        await Assert.That(azn.Instrument.CurrencyIsGuess).IsFalse();
        await Assert.That(azn.Instrument.Name).IsNotNull();
        await Assert.That(azn.Instrument.Region).IsEqualTo("United Kingdom");
        await Assert.That(azn.Instrument.AssetClass).IsEqualTo("Stock");
        await Assert.That(azn.Instrument.Sector).IsEqualTo("Healthcare");
        await Assert.That(azn.Dividends).IsNotEmpty();
        await Assert.That(azn.Dividends[^1].AmountPerShare / last.Close).IsBetween(0.001m, 0.1m);
        await Assert.That(azn.Source).IsEqualTo("sandbox");
        await Assert.That(azn.FetchedAt).IsNotNull();
        await Assert.That(view.Rates.Between("GBP", "USD", last.On)!.Value.Value).IsBetween(0.9m, 2m);
    }

    [Test]
    public async Task Splits_are_applied_as_ratios_and_a_spin_off_waits()
    {
        await using var rig = await MarketRig.SandboxAsync();
        await rig.SettleAsync(["AAPL", "IBM"]);
        var view = await rig.Store.ViewAsync(["AAPL", "IBM"], [], "USD", default);

        await Assert.That(view.Of("AAPL").Splits).Contains(new Split(new(2020, 8, 31), 4, 1));
        await Assert.That(view.Of("IBM").PendingActions.Single().Factor).IsEqualTo(1.046m);
        await Assert.That(view.Of("IBM").Splits).IsEmpty();
    }

    [Test]
    public async Task Recorded_closes_arrive_exactly_and_a_refused_history_comes_by_weeks()
    {
        var daily = await RecordedAsync("TIME_SERIES_DAILY", "ibm_compact_2026-05-15.csv");
        var weekly = await RecordedAsync("TIME_SERIES_WEEKLY_ADJUSTED", "ibm_2026-05-15.csv");
        var splits = await RecordedAsync("SPLITS", "ibm_2026-05-17.csv");
        var dividends = await RecordedAsync("DIVIDENDS", "ibm_2026-05-17.csv");
        var overview = await RecordedAsync("OVERVIEW", "ibm_2026-05-17.json");
        var search = await RecordedAsync("SYMBOL_SEARCH", "ibm_2021.json");
        var provider = new ScriptedProvider
        {
            Answer = query => query switch
            {
                { Symbol: not "IBM" } => null,
                { Function: "TIME_SERIES_DAILY", Full: true } => ScriptedProvider.FullRefused,
                { Function: "TIME_SERIES_DAILY" } => daily,
                { Function: "TIME_SERIES_WEEKLY_ADJUSTED" } => weekly,
                { Function: "SPLITS" } => splits,
                { Function: "DIVIDENDS" } => dividends,
                { Function: "OVERVIEW" } => overview,
                { Function: "SYMBOL_SEARCH" } => search,
                _ => null,
            },
        };
        await using var rig = await MarketRig.StartAsync(provider, clock: new ShiftedClock(Saturday));
        await rig.SettleAsync(["IBM"]);

        var ibm = (await rig.Store.ViewAsync(["IBM"], [], "USD", default)).Of("IBM");
        foreach (var line in daily.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var cells = line.Trim().Split(',');
            var day = DateOnly.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture);
            var close = decimal.Parse(cells[4], System.Globalization.CultureInfo.InvariantCulture);
            await Assert.That(ibm.Prices.OnOrBefore(day)).IsEqualTo(new(day, close));
        }

        // 219.30 is the recording's last close; 2022-07-22 with 128.25 is the first week of its weekly one.
        await Assert.That(ibm.Prices.Last).IsEqualTo(new(Friday, 219.30m));
        await Assert.That(ibm.Prices.First).IsEqualTo(new(new(2022, 7, 22), 128.25m));
        await Assert.That(ibm.Instrument.Sector).IsEqualTo("Technology");
        await Assert.That(ibm.Instrument.Region).IsEqualTo("United States");
        await Assert.That(ibm.Splits.Single().EffectiveOn).IsEqualTo(new(1999, 5, 27));
        await Assert.That(ibm.PendingActions.Single().Factor).IsEqualTo(1.046m);
        await Assert.That(ibm.Dividends[^1].AmountPerShare).IsEqualTo(1.69m);

        // What was refused once is not asked for again, whatever the symbol.
        await rig.SettleAsync(["MSFT"]);
        await Assert.That(provider.Queries.Count(query => query.Full)).IsEqualTo(1);
    }

    [Test]
    public async Task Two_hundred_who_ask_at_once_for_a_cold_symbol_cause_one_set_of_fetches()
    {
        var provider = Plain(ct => Task.Delay(50, ct));
        await using var rig = await MarketRig.StartAsync(provider, clock: new ShiftedClock(Saturday));

        var served = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            _ => rig.Refresher.AskAndWaitAsync(["ABC"], [], Wait.AtMost, default)));
        await MarketRig.UntilAsync(() => rig.Refresher.Waiting == 0);

        await Assert.That(served.All(isServed => isServed)).IsTrue();
        await Assert.That(provider.Queries.GroupBy(query => query.Function).Max(calls => calls.Count())).IsEqualTo(1);
        await Assert.That(provider.Queries.Count).IsEqualTo(5);
    }

    [Test]
    public async Task Whether_the_key_may_have_whole_histories_is_found_out_by_one_call()
    {
        var provider = Plain(ct => Task.Delay(100, ct));
        var answer = provider.Answer;
        provider.Answer = query => query.Full ? ScriptedProvider.FullRefused : answer(query);
        await using var rig = await MarketRig.StartAsync(provider, clock: new ShiftedClock(Saturday));
        string[] symbols = ["ONE", "TWO", "THREE", "FOUR"];

        await rig.SettleAsync(symbols);

        await Assert.That(provider.Queries.Count(query => query.Full)).IsEqualTo(1);
        var view = await rig.Store.ViewAsync(symbols, [], "USD", default);
        await Assert.That(symbols.Where(symbol => view.Of(symbol).Prices.Count == 0)).IsEmpty();
    }

    [Test]
    public async Task Two_instances_do_not_fetch_the_same_and_both_are_served()
    {
        var provider = Plain(ct => Task.Delay(100, ct));
        var clock = new ShiftedClock(Saturday);
        await using var first = await MarketRig.StartAsync(provider, clock: clock);
        await using var second = await MarketRig.StartAsync(provider, first.Database, clock);

        var served = await Task.WhenAll(
            first.Refresher.AskAndWaitAsync(["ABC", "XYZ"], ["EUR"], Wait.AtMost, default),
            second.Refresher.AskAndWaitAsync(["XYZ", "ABC"], ["EUR"], Wait.AtMost, default));
        await first.SettleAsync(["ABC", "XYZ"]);
        await second.SettleAsync(["ABC", "XYZ"]);

        await Assert.That(served).IsEquivalentTo([true, true]);
        await Assert.That(provider.Queries.GroupBy(query => query).Max(calls => calls.Count())).IsEqualTo(1);
        var seen = await second.Store.ViewAsync(["ABC", "XYZ"], [], "USD", default);
        await Assert.That(seen.Of("ABC").Prices.Last).IsEqualTo(new(Friday, 12m));
        await Assert.That(seen.Of("XYZ").Prices.Last).IsEqualTo(new(Friday, 12m));
    }

    [Test]
    public async Task Fresh_data_are_not_fetched_again_and_stale_prices_are()
    {
        var provider = Plain();
        var clock = new ShiftedClock(Saturday);
        await using var rig = await MarketRig.StartAsync(provider, clock: clock);
        await rig.SettleAsync(["ABC"]);
        await rig.SettleAsync(["ABC"]);
        await Assert.That(provider.Count("TIME_SERIES_DAILY")).IsEqualTo(1);

        clock.Advance(TimeSpan.FromHours(58)); // Monday, an hour after the close.
        await rig.SettleAsync(["ABC"]);

        await Assert.That(provider.Count("TIME_SERIES_DAILY")).IsEqualTo(2);
        await Assert.That(provider.Queries.Last(query => query.Function == "TIME_SERIES_DAILY").Full).IsFalse();
        await Assert.That(provider.Count("SPLITS")).IsEqualTo(1);
    }

    [Test]
    public async Task Nobody_waits_longer_than_he_said()
    {
        var silent = new ScriptedProvider { WaitsFor = ScriptedProvider.ForEverAsync };
        await using var rig = await MarketRig.StartAsync(silent, clock: new ShiftedClock(Saturday));

        var served = await rig.Refresher.AskAndWaitAsync(["ABC"], [], TimeSpan.FromMilliseconds(200), default)
            .WaitAsync(Wait.AtMost);

        await Assert.That(served).IsFalse();
    }

    /// <summary>A provider that knows every symbol, in dollars.</summary>
    internal static ScriptedProvider Plain(Func<CancellationToken, Task>? waitsFor = null) => new()
    {
        WaitsFor = waitsFor ?? (_ => Task.CompletedTask),
        Answer = query => query.Function switch
        {
            "TIME_SERIES_DAILY" => ScriptedProvider.Bars(("2026-05-14", 11m), ("2026-05-15", 12m)),
            "SYMBOL_SEARCH" => ScriptedProvider.Match(query.Symbol, "Name", "USD"),
            "FX_DAILY" => "timestamp,open,high,low,close\r\n2026-05-15,1.1,1.1,1.1,1.1625\r\n",
            "SPLITS" or "DIVIDENDS" => $$"""{"symbol":"{{query.Symbol}}","data":[]}""",
            _ => null,
        },
    };

    private static Task<string> RecordedAsync(string function, string file) =>
        File.ReadAllTextAsync(SharedFiles.PathOrSkip("alphavantage", function, file));
}
