using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Tiingo;

/// <summary>What becomes of prices when the second source has spent its calls, refuses the key or fails.</summary>
internal sealed class TiingoTroubleTests
{
    [Test]
    public async Task When_the_hour_is_spent_the_background_waits_for_the_next_and_a_user_gets_the_providers()
    {
        await using var two = await TwoSources.StartAsync(null, "TIINGO_CALLS_PER_HOUR=2");
        two.Tiingo.Answer = _ => FakeTiingo.Days(("2026-05-15", 50m, 1m));
        await two.PricesAsync("AAA", "BBB");

        var background = await two.InTheBackgroundAsync("CCC");
        await Assert.That((background.WasMade, two.Tiingo.Queries.Count, two.Provider.Count("TIME_SERIES_DAILY")))
            .IsEqualTo((false, 2, 0));
        await Assert.That(two.Prices.MayAsk("CCC", isUrgent: false)).IsFalse();

        await two.PricesAsync("CCC");
        await Assert.That(await two.Rig.ScalarAsync<string>(
            "select distinct source from pt.daily_prices where symbol = 'CCC'")).IsEqualTo("alpha_vantage");

        two.Clock.Advance(TimeSpan.FromHours(1));
        await two.InTheBackgroundAsync("DDD");
        await Assert.That(two.Tiingo.Queries.Count).IsEqualTo(3);
    }

    [Test]
    public async Task Another_instance_knows_that_the_hour_is_spent()
    {
        var database = await Postgres.NewDatabaseAsync();
        await using var first = await TwoSources.StartAsync(database, "TIINGO_CALLS_PER_HOUR=1");
        await using var second = await TwoSources.StartAsync(database, "TIINGO_CALLS_PER_HOUR=1");
        first.Tiingo.Answer = second.Tiingo.Answer = _ => FakeTiingo.Days(("2026-05-15", 50m, 1m));

        await first.InTheBackgroundAsync("AAA");
        var outcome = await second.InTheBackgroundAsync("BBB");

        await Assert.That((first.Tiingo.Queries.Count, second.Tiingo.Queries.Count, outcome.WasMade))
            .IsEqualTo((1, 0, false));
    }

    [Test]
    public async Task A_notice_that_the_hour_is_spent_closes_it_whatever_was_counted()
    {
        await using var two = await TwoSources.StartAsync();
        two.Tiingo.Answer = _ => (429, FakeTiingo.HourSpent);

        foreach (var symbol in (string[])["AAA", "BBB", "CCC"])
        {
            await two.InTheBackgroundAsync(symbol);
        }

        await Assert.That(two.Tiingo.Queries.Count).IsEqualTo(1);
        await Assert.That(two.Prices.Sources[0].CallsLeft).IsEqualTo(0);
    }

    [Test]
    public async Task A_symbol_too_many_for_the_month_is_left_to_the_provider_and_the_others_go_on()
    {
        await using var two = await TwoSources.StartAsync();
        two.Tiingo.Answer = query => query.Ticker == "LATE" ? (200, FakeTiingo.MonthSpent)
            : FakeTiingo.Days(("2026-05-15", 50m, 1m));

        await two.PricesAsync("LATE");
        await two.PricesAsync("EARLY");

        await Assert.That(await two.Rig.ScalarAsync<string>(
            "select string_agg(distinct symbol || ' ' || source, ', ') from pt.daily_prices"))
            .IsEqualTo("EARLY tiingo, LATE alpha_vantage");
    }

    [Test]
    public async Task A_refused_key_is_told_to_the_operator_and_never_written_down()
    {
        await using var two = await TwoSources.StartAsync();
        two.Tiingo.Answer = _ => (401, $$"""{"detail":"Invalid token. {{TwoSources.Key}}"}""");

        await two.PricesAsync("AAA");
        await two.PricesAsync("BBB");

        var source = two.Prices.Sources[0];
        await Assert.That((source.StateFor(isUrgent: true), two.Tiingo.Queries.Count))
            .IsEqualTo((SourceState.Away, 1));
        await Assert.That(source.Message).Contains("TIINGO_API_KEY").And.DoesNotContain(TwoSources.Key);
        await Assert.That(await two.Rig.ScalarAsync<long>("select count(distinct symbol) from pt.daily_prices"))
            .IsEqualTo(2);
        await Assert.That(await two.Rig.ScalarAsync<long>(
            $"select count(*) from pt.source_calls where key_id like '%{TwoSources.Key}%'")).IsEqualTo(0);
    }

    /// <summary>All but the slow one, which takes the half minute of the client's patience.</summary>
    public static IEnumerable<string> Mischief() =>
        ProviderMischief.Names.Except([ProviderMischief.None, "slow"]);

    [Test]
    [MethodDataSource(nameof(Mischief))]
    public async Task Nothing_is_stored_and_nothing_lost_by_a_misbehaviour(string mode)
    {
        await using var two = await TwoSources.StartAsync();
        two.Provider.Answer = _ => null;
        two.Tiingo.Answer = _ => FakeTiingo.Days(("2026-05-14", 49m, 1m), ("2026-05-15", 50m, 2m));
        await two.PricesAsync("AAA");
        two.Tiingo.Mode = mode;

        await two.InTheBackgroundAsync("AAA");
        await two.InTheBackgroundAsync("BBB");

        await Assert.That(two.Tiingo.Queries.Count).IsGreaterThan(1);
        await Assert.That(await two.StoredAsync()).IsEqualTo("2026-05-14 49 tiingo, 2026-05-15 50 tiingo");
        await Assert.That(await two.Rig.ScalarAsync<long>("select count(*) from pt.splits")).IsEqualTo(1);
    }

    [Test]
    public async Task After_five_failures_it_is_passed_over_for_a_minute()
    {
        await using var two = await TwoSources.StartAsync();
        two.Tiingo.Answer = _ => (503, "<html>down</html>");

        for (var i = 0; i < 7; i++)
        {
            await two.InTheBackgroundAsync($"S{i}");
        }

        await Assert.That((two.Tiingo.Queries.Count, two.Prices.Sources[0].StateFor(isUrgent: false)))
            .IsEqualTo((5, SourceState.Away));
        await Assert.That(await two.Rig.ScalarAsync<string>(
            "select string_agg(distinct symbol, ' ' order by symbol) from pt.daily_prices")).IsEqualTo("S5 S6");
    }
}
