using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Tiingo;

/// <summary>Two sources behind one interface: who is asked, what is stored, and what becomes of it when one fails.
/// </summary>
internal sealed class TiingoPricesTests
{
    private const string Key = "TIINGOKEY0TIINGOKEY0";

    /// <summary>A Saturday: Friday's prices are out.</summary>
    private static readonly DateTimeOffset Saturday = new(2026, 5, 16, 14, 0, 0, TimeSpan.Zero);

    private static async Task<(MarketRig Rig, FakeTiingo Tiingo, ScriptedProvider Provider, ShiftedClock Clock)>
        StartAsync(string? database = null, params string[] settings)
    {
        var (tiingo, clock) = (await FakeTiingo.StartAsync(), new ShiftedClock(Saturday));
        var provider = new ScriptedProvider
        {
            Answer = query => query.Function == "TIME_SERIES_DAILY" && !query.Full
                ? ScriptedProvider.Bars(("2026-05-14", 100m), ("2026-05-15", 101m))
                : query.Function == "TIME_SERIES_DAILY" ? ScriptedProvider.FullRefused : null,
        };
        var rig = await MarketRig.StartAsync(
            provider, database, clock,
            [$"TIINGO_BASE_URL={tiingo.Address}", $"TIINGO_API_KEY={Key}", .. settings]);
        return (rig, tiingo, provider, clock);
    }

    private static Task<bool> PricesAsync(MarketRig rig, params string[] symbols) => rig.Refresher.FetchAndWaitAsync(
        [.. symbols.Select(symbol => new FetchItem(symbol, FetchKind.Prices))], TimeSpan.FromSeconds(20), default);

    private static Task<string?> StoredAsync(MarketRig rig) => rig.ScalarAsync<string>(
        "select string_agg(date || ' ' || trim_scale(close) || ' ' || source, ', ' order by symbol, date) "
        + "from pt.daily_prices");

    [Test]
    public async Task A_second_source_brings_prices_and_splits_in_one_call_and_costs_the_provider_none()
    {
        var (rig, tiingo, provider, _) = await StartAsync();
        await using var _1 = rig;
        await using var _2 = tiingo;
        tiingo.Answer = _ => FakeTiingo.Days(("2026-05-14", 400m, 1m), ("2026-05-15", 100.25m, 4m));

        await PricesAsync(rig, "BRK.B");

        await Assert.That(tiingo.Queries.Single()).IsEqualTo(new TiingoQuery(
            "BRK-B", "2000-01-01", $"Token {Key}", "/tiingo/daily/BRK-B/prices?format=json&startDate=2000-01-01"));
        await Assert.That(provider.Count("TIME_SERIES_DAILY") + provider.Count("SPLITS")).IsEqualTo(0);
        await Assert.That(await StoredAsync(rig)).IsEqualTo("2026-05-14 400 tiingo, 2026-05-15 100.25 tiingo");
        await Assert.That(await rig.ScalarAsync<string>(
            "select effective_date || ' ' || new_shares || ':' || old_shares || ' ' || source from pt.splits"))
            .IsEqualTo("2026-05-15 4:1 tiingo");

        var security = (await rig.Store.ViewAsync(["BRK.B"], [], "USD", default)).Of("BRK.B");
        await Assert.That((security.PriceSource, security.SplitsAreKnown)).IsEqualTo(("tiingo", true));
    }

    [Test]
    public async Task What_it_does_not_have_comes_from_the_provider()
    {
        var (rig, tiingo, provider, _) = await StartAsync();
        await using var _1 = rig;
        await using var _2 = tiingo;

        await PricesAsync(rig, "ABC");
        await PricesAsync(rig, "TSCO.LON");

        await Assert.That(await StoredAsync(rig))
            .IsEqualTo("2026-05-14 100 alpha_vantage, 2026-05-15 101 alpha_vantage");
        await Assert.That(string.Join(' ', tiingo.Queries.Select(query => query.Ticker))).IsEqualTo("ABC");
    }

    [Test]
    public async Task The_days_of_the_second_source_stay_and_the_provider_adds_those_it_lacks()
    {
        var database = await Postgres.NewDatabaseAsync();
        var (rig, tiingo, _, _) = await StartAsync(database);
        tiingo.Answer = _ => FakeTiingo.Days(("2026-05-13", 99m, 1m), ("2026-05-14", 100.5m, 1m));
        await PricesAsync(rig, "ABC");
        await rig.DisposeAsync();
        await tiingo.DisposeAsync();

        // Later without the key, then with it again.
        await using (var without = await MarketRig.StartAsync(
            new ScriptedProvider
            {
                Answer = query => query.Function == "TIME_SERIES_DAILY"
                    ? ScriptedProvider.Bars(("2026-05-14", 100m), ("2026-05-15", 101m))
                    : null,
            },
            database, new ShiftedClock(Saturday.AddHours(6))))
        {
            await without.ExecuteAsync("update pt.market_fetches set next_at = null");
            await PricesAsync(without, "ABC");
            await Assert.That(await StoredAsync(without))
                .IsEqualTo("2026-05-13 99 tiingo, 2026-05-14 100.5 tiingo, 2026-05-15 101 alpha_vantage");
        }

        var (again, second, _, _) = await StartAsync(database);
        await using var _1 = again;
        await using var _2 = second;
        second.Answer = _ => FakeTiingo.Days(("2026-05-14", 100.5m, 1m), ("2026-05-15", 101.5m, 1m));
        await again.ExecuteAsync("update pt.market_fetches set next_at = null, last_attempt_at = null");
        await PricesAsync(again, "ABC");
        await Assert.That(second.Queries.Single().StartDate).IsEqualTo("2026-05-07");
        await Assert.That(await StoredAsync(again))
            .IsEqualTo("2026-05-13 99 tiingo, 2026-05-14 100.5 tiingo, 2026-05-15 101.5 tiingo");
    }

    [Test]
    public async Task Closes_of_another_share_under_the_same_ticker_are_not_taken()
    {
        var (rig, tiingo, _, _) = await StartAsync();
        await using var _1 = rig;
        await using var _2 = tiingo;
        await PricesAsync(rig, "ABC");
        tiingo.Answer = _ => FakeTiingo.Days(("2026-05-14", 100m, 1m), ("2026-05-15", 88m, 1m));

        var fresh = rig.Get<PriceFetch>();
        await rig.ExecuteAsync("update pt.market_fetches set next_at = null, last_attempt_at = null");
        await using var restarted = await MarketRig.StartAsync(
            new ScriptedProvider(), rig.Database, new ShiftedClock(Saturday),
            $"TIINGO_BASE_URL={tiingo.Address}", $"TIINGO_API_KEY={Key}");
        await PricesAsync(restarted, "ABC");

        await Assert.That(fresh.FirstFor("ABC")!.Source.Name).IsEqualTo("alpha_vantage");
        await Assert.That(await rig.ScalarAsync<long>("select count(*) from pt.daily_prices where source = 'tiingo'"))
            .IsEqualTo(0);
        await Assert.That(restarted.Get<PriceFetch>().FirstFor("ABC")!.Source.Name).IsEqualTo("alpha_vantage");
    }

    [Test]
    public async Task When_the_hour_is_spent_the_background_waits_for_the_next_and_a_user_gets_the_providers()
    {
        var (rig, tiingo, provider, clock) = await StartAsync(null, "TIINGO_CALLS_PER_HOUR=2");
        await using var _1 = rig;
        await using var _2 = tiingo;
        tiingo.Answer = _ => FakeTiingo.Days(("2026-05-15", 50m, 1m));
        var prices = rig.Get<PriceFetch>();
        await PricesAsync(rig, "AAA", "BBB");

        var background = await prices.PricesAsync(FetchState.Never(new("CCC", FetchKind.Prices)), false, default);
        await Assert.That((background.WasMade, tiingo.Queries.Count, provider.Count("TIME_SERIES_DAILY")))
            .IsEqualTo((false, 2, 0));
        await Assert.That(prices.MayAsk("CCC", isUrgent: false)).IsFalse();

        await PricesAsync(rig, "CCC");
        await Assert.That(await rig.ScalarAsync<string>(
            "select distinct source from pt.daily_prices where symbol = 'CCC'")).IsEqualTo("alpha_vantage");

        // Another instance on the same database knows it too.
        var elsewhere = await MarketRig.StartAsync(
            new ScriptedProvider(), rig.Database, clock,
            $"TIINGO_BASE_URL={tiingo.Address}", $"TIINGO_API_KEY={Key}", "TIINGO_CALLS_PER_HOUR=2");
        await using var _3 = elsewhere;
        var there = await elsewhere.Get<PriceFetch>()
            .PricesAsync(FetchState.Never(new("DDD", FetchKind.Prices)), false, default);
        await Assert.That((there.WasMade, tiingo.Queries.Count)).IsEqualTo((false, 2));

        clock.Advance(TimeSpan.FromHours(1));
        await prices.PricesAsync(FetchState.Never(new("DDD", FetchKind.Prices)), false, default);
        await Assert.That(tiingo.Queries.Count).IsEqualTo(3);
    }

    [Test]
    public async Task A_notice_that_the_hour_is_spent_closes_it_whatever_was_counted()
    {
        var (rig, tiingo, _, _) = await StartAsync();
        await using var _1 = rig;
        await using var _2 = tiingo;
        tiingo.Answer = _ => (429, FakeTiingo.HourSpent);
        var prices = rig.Get<PriceFetch>();

        foreach (var symbol in (string[])["AAA", "BBB", "CCC"])
        {
            await prices.PricesAsync(FetchState.Never(new(symbol, FetchKind.Prices)), false, default);
        }

        await Assert.That(tiingo.Queries.Count).IsEqualTo(1);
        await Assert.That(prices.Sources[0].CallsLeft).IsEqualTo(0);
    }

    [Test]
    public async Task A_symbol_too_many_for_the_month_is_left_to_the_provider_and_the_others_go_on()
    {
        var (rig, tiingo, _, _) = await StartAsync();
        await using var _1 = rig;
        await using var _2 = tiingo;
        tiingo.Answer = query => query.Ticker == "LATE" ? (200, FakeTiingo.MonthSpent)
            : FakeTiingo.Days(("2026-05-15", 50m, 1m));

        await PricesAsync(rig, "LATE");
        await PricesAsync(rig, "EARLY");

        await Assert.That(await rig.ScalarAsync<string>(
            "select string_agg(distinct symbol || ' ' || source, ', ') from pt.daily_prices"))
            .IsEqualTo("EARLY tiingo, LATE alpha_vantage");
    }

    [Test]
    public async Task A_refused_key_is_told_to_the_operator_and_never_written_down()
    {
        var (rig, tiingo, _, _) = await StartAsync();
        await using var _1 = rig;
        await using var _2 = tiingo;
        tiingo.Answer = _ => (401, $$"""{"detail":"Invalid token. {{Key}}"}""");

        await PricesAsync(rig, "AAA");
        await PricesAsync(rig, "BBB");

        var source = rig.Get<PriceFetch>().Sources[0];
        await Assert.That((source.StateFor(isUrgent: true), tiingo.Queries.Count)).IsEqualTo((SourceState.Away, 1));
        await Assert.That(source.Message).Contains("TIINGO_API_KEY").And.DoesNotContain(Key);
        await Assert.That(await rig.ScalarAsync<long>("select count(distinct symbol) from pt.daily_prices"))
            .IsEqualTo(2);
        await Assert.That(await rig.ScalarAsync<long>(
            $"select count(*) from pt.source_calls where key_id like '%{Key}%'")).IsEqualTo(0);
    }

    [Test]
    public async Task After_five_failures_it_is_passed_over_for_a_minute()
    {
        var (rig, tiingo, _, clock) = await StartAsync();
        await using var _1 = rig;
        await using var _2 = tiingo;
        tiingo.Answer = _ => (503, "<html>down</html>");
        var prices = rig.Get<PriceFetch>();

        for (var i = 0; i < 7; i++)
        {
            await prices.PricesAsync(FetchState.Never(new($"S{i}", FetchKind.Prices)), false, default);
        }

        await Assert.That((tiingo.Queries.Count, prices.Sources[0].StateFor(false))).IsEqualTo((5, SourceState.Away));
        await Assert.That(await rig.ScalarAsync<string>(
            "select string_agg(distinct symbol, ' ' order by symbol) from pt.daily_prices")).IsEqualTo("S5 S6");
    }

    [Test]
    public async Task Prices_that_are_not_out_yet_are_not_asked_for()
    {
        var (rig, tiingo, _, clock) = await StartAsync();
        await using var _1 = rig;
        await using var _2 = tiingo;
        tiingo.Answer = _ => FakeTiingo.Days(("2026-05-15", 50m, 1m));
        await PricesAsync(rig, "AAA");

        // Monday, an hour and a quarter after the close in New York, and then half an hour later.
        clock.Advance(new DateTimeOffset(2026, 5, 18, 21, 15, 0, TimeSpan.Zero) - clock.GetUtcNow());
        var state = FetchState.Never(new("AAA", FetchKind.Prices));
        await rig.Get<PriceFetch>().PricesAsync(state, isUrgent: false, default);
        await Assert.That(tiingo.Queries.Count).IsEqualTo(1);

        clock.Advance(TimeSpan.FromMinutes(35));
        await rig.Get<PriceFetch>().PricesAsync(state, isUrgent: false, default);
        await Assert.That(tiingo.Queries.Count).IsEqualTo(2);
    }

    [Test]
    public async Task In_the_sandbox_and_without_a_key_nobody_is_asked()
    {
        await using var tiingo = await FakeTiingo.StartAsync();
        await using var sandbox = await MarketRig.StartAsync(
            null, null, null, $"TIINGO_BASE_URL={tiingo.Address}", $"TIINGO_API_KEY={Key}");
        await using var keyless = await MarketRig.StartAsync(
            new ScriptedProvider(), null, null, $"TIINGO_BASE_URL={tiingo.Address}");

        foreach (var rig in (MarketRig[])[sandbox, keyless])
        {
            await PricesAsync(rig, "IBM");
            await Assert.That(rig.Get<PriceFetch>().Sources.Count).IsEqualTo(1);
        }

        await Assert.That(tiingo.Queries).IsEmpty();
    }
}
