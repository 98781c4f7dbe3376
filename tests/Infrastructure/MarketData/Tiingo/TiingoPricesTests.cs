using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Tiingo;

/// <summary>Two sources behind one interface: who is asked, and what is stored.</summary>
internal sealed class TiingoPricesTests
{
    [Test]
    public async Task A_second_source_brings_prices_and_splits_in_one_call_and_costs_the_provider_none()
    {
        await using var two = await TwoSources.StartAsync();
        two.Tiingo.Answer = _ => FakeTiingo.Days(("2026-05-14", 400m, 1m), ("2026-05-15", 100.25m, 4m));

        await two.PricesAsync("BRK.B");

        await Assert.That(two.Tiingo.Queries.Single()).IsEqualTo(new TiingoQuery(
            "BRK-B", "2000-01-01", $"Token {TwoSources.Key}",
            "/tiingo/daily/BRK-B/prices?format=json&startDate=2000-01-01"));
        await Assert.That(two.Provider.Count("TIME_SERIES_DAILY") + two.Provider.Count("SPLITS")).IsEqualTo(0);
        await Assert.That(await two.StoredAsync()).IsEqualTo("2026-05-14 400 tiingo, 2026-05-15 100.25 tiingo");
        await Assert.That(await two.Rig.ScalarAsync<string>(
            "select effective_date || ' ' || new_shares || ':' || old_shares || ' ' || source from pt.splits"))
            .IsEqualTo("2026-05-15 4:1 tiingo");

        var security = (await two.Rig.Store.ViewAsync(["BRK.B"], [], "USD", default)).Of("BRK.B");
        await Assert.That((security.PriceSource, security.SplitsAreKnown)).IsEqualTo(("tiingo", true));
    }

    [Test]
    public async Task What_it_does_not_have_comes_from_the_provider()
    {
        await using var two = await TwoSources.StartAsync();

        await two.PricesAsync("ABC");
        await two.PricesAsync("TSCO.LON");

        await Assert.That(await two.StoredAsync())
            .IsEqualTo("2026-05-14 100 alpha_vantage, 2026-05-15 101 alpha_vantage");
        await Assert.That(string.Join(' ', two.Tiingo.Queries.Select(query => query.Ticker))).IsEqualTo("ABC");
    }

    [Test]
    public async Task The_days_of_the_second_source_stay_and_the_provider_adds_those_it_lacks()
    {
        var database = await Postgres.NewDatabaseAsync();
        await using (var first = await TwoSources.StartAsync(database))
        {
            first.Tiingo.Answer = _ => FakeTiingo.Days(("2026-05-13", 99m, 1m), ("2026-05-14", 100.5m, 1m));
            await first.PricesAsync("ABC");
        }

        await using (var without = await TwoSources.StartAsync(database, "TIINGO_API_KEY="))
        {
            await without.PricesAsync("ABC");
            await Assert.That(await without.StoredAsync())
                .IsEqualTo("2026-05-13 99 tiingo, 2026-05-14 100.5 tiingo, 2026-05-15 101 alpha_vantage");
        }

        await using var again = await TwoSources.StartAsync(database);
        again.Tiingo.Answer = _ => FakeTiingo.Days(("2026-05-14", 100.5m, 1m), ("2026-05-15", 101.5m, 1m));
        await again.PricesAsync("ABC");
        await Assert.That(again.Tiingo.Queries.Single().StartDate).IsEqualTo("2026-05-07");
        await Assert.That(await again.StoredAsync())
            .IsEqualTo("2026-05-13 99 tiingo, 2026-05-14 100.5 tiingo, 2026-05-15 101.5 tiingo");
    }

    [Test]
    public async Task Closes_of_another_share_under_the_same_ticker_are_not_taken()
    {
        var database = await Postgres.NewDatabaseAsync();
        await using (var without = await TwoSources.StartAsync(database, "TIINGO_API_KEY="))
        {
            await without.PricesAsync("ABC");
        }

        await using var two = await TwoSources.StartAsync(database);
        two.Tiingo.Answer = _ => FakeTiingo.Days(("2026-05-14", 100m, 1m), ("2026-05-15", 88m, 1m));
        await two.PricesAsync("ABC");

        await Assert.That(two.Tiingo.Queries.Count).IsEqualTo(1);
        await Assert.That(await two.StoredAsync())
            .IsEqualTo("2026-05-14 100 alpha_vantage, 2026-05-15 101 alpha_vantage");
        await Assert.That(two.Prices.FirstFor("ABC")!.Source.Name).IsEqualTo("alpha_vantage");
    }

    [Test]
    public async Task Prices_that_are_not_out_yet_are_not_asked_for()
    {
        await using var two = await TwoSources.StartAsync();
        two.Tiingo.Answer = _ => FakeTiingo.Days(("2026-05-15", 50m, 1m));
        await two.PricesAsync("AAA");

        // Monday, an hour and a quarter after the close in New York, and then half an hour later.
        two.Clock.Advance(new DateTimeOffset(2026, 5, 18, 21, 15, 0, TimeSpan.Zero) - two.Clock.GetUtcNow());
        await two.InTheBackgroundAsync("AAA");
        await Assert.That(two.Tiingo.Queries.Count).IsEqualTo(1);

        two.Clock.Advance(TimeSpan.FromMinutes(35));
        await two.InTheBackgroundAsync("AAA");
        await Assert.That(two.Tiingo.Queries.Count).IsEqualTo(2);
    }

    [Test]
    public async Task In_the_sandbox_and_without_a_key_nobody_is_asked()
    {
        await using var sandbox = await TwoSources.StartAsync(null, "ALPHA_VANTAGE_API_KEY=");
        await using var keyless = await TwoSources.StartAsync(null, "TIINGO_API_KEY=");

        foreach (var two in (TwoSources[])[sandbox, keyless])
        {
            await two.PricesAsync("IBM");
            await Assert.That(two.Prices.Sources.Count).IsEqualTo(1);
            await Assert.That(two.Tiingo.Queries).IsEmpty();
        }
    }
}
