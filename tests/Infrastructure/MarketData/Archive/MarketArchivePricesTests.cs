using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Archive;

internal sealed class MarketArchivePricesTests
{
    private static readonly DateOnly Day = new(2024, 3, 1);

    [Test]
    public async Task Prices_lie_in_the_partition_of_their_year_and_beyond_all_years_too()
    {
        await using var rig = await RealAsync();
        var old = Bar(0, 5m) with { On = new(1975, 6, 2) };
        await rig.Archive.StorePricesAsync("ABC", [old, Bar(0, 10m)], 1m, closesOnly: false, default);

        await Assert.That(await rig.ScalarAsync<long>("select count(*) from pt.daily_prices_2024")).IsEqualTo(1);
        await Assert.That(await rig.ScalarAsync<long>("select count(*) from pt.daily_prices_other")).IsEqualTo(1);
    }

    [Test]
    [Arguments(5100, StoreOutcome.Quarantined)]
    [Arguments(4900, StoreOutcome.Changed)]
    [Arguments(1.9, StoreOutcome.Quarantined)]
    [Arguments(2.1, StoreOutcome.Changed)]
    public async Task A_jump_of_more_than_fifty_times_is_refused(double close, StoreOutcome expected)
    {
        await using var rig = await RealAsync();
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 100m)], 1m, closesOnly: false, default);

        var stored = await rig.Archive.StorePricesAsync(
            "ABC", [Bar(0, 100m), Bar(1, (decimal)close)], 1m, closesOnly: false, default);

        await Assert.That(stored.Outcome).IsEqualTo(expected);
        await Assert.That((await ReadAsync(rig, "ABC")).Prices.Count)
            .IsEqualTo(expected == StoreOutcome.Changed ? 2 : 1);
    }

    [Test]
    public async Task A_day_that_halves_or_doubles_the_price_is_named_as_a_likely_split()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 100m)], 1m, closesOnly: false, default);

        var stored = await rig.Archive.StorePricesAsync(
            "ABC", [Bar(0, 100m), Bar(1, 50m), Bar(2, 51m)], 1m, closesOnly: false, default);
        var later = await rig.Archive.StorePricesAsync(
            "ABC", [Bar(1, 50m), Bar(2, 51m), Bar(3, 6000m)], 1m, closesOnly: false, default);

        await Assert.That(stored).IsEqualTo(new PricesStored(StoreOutcome.Changed, Day.AddDays(2), Day.AddDays(1)));
        await Assert.That(later).IsEqualTo(new PricesStored(StoreOutcome.Quarantined, null, Day.AddDays(3)));
    }

    [Test]
    public async Task Not_even_a_mistaken_delete_takes_real_prices_away()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 100m)], 1m, closesOnly: false, default);
        await using var job = await rig.Get<JobDatabase>().OpenAsync(default);
        await Postgres.ExecuteAsync(job, "delete from pt.daily_prices");

        await Assert.That(await rig.ScalarAsync<long>("select count(*) from pt.daily_prices")).IsEqualTo(1);
    }

    [Test]
    public async Task A_spike_is_left_out_and_told_until_the_provider_mends_it()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("ABC", Unit: new("USD", 1m, false)), default);
        await rig.Archive.StorePricesAsync(
            "ABC", [Bar(0, 10m), Bar(1, 1_000m), Bar(2, 11m)], 1m, closesOnly: false, default);
        var spiked = await ReadAsync(rig, "ABC");

        await rig.Archive.StorePricesAsync(
            "ABC", [Bar(0, 10m), Bar(1, 10.5m), Bar(2, 11m)], 1m, closesOnly: false, default);
        var mended = await ReadAsync(rig, "ABC");

        await Assert.That((spiked.Prices.Count, mended.Prices.Count)).IsEqualTo((2, 3));
        await Assert.That(spiked.Doubted).IsEqualTo(new DoubtedPrice(Day.AddDays(1), 1_000m, Day, 10m));
        await Assert.That(mended.Doubted).IsNull();
    }

    [Test]
    public async Task A_jump_against_the_stored_close_is_told_too()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("ABC", Unit: new("USD", 1m, false)), default);
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 10m)], 1m, closesOnly: false, default);
        await rig.Archive.StorePricesAsync("ABC", [Bar(1, 1_000m)], 1m, closesOnly: false, default);

        await Assert.That((await ReadAsync(rig, "ABC")).Doubted)
            .IsEqualTo(new DoubtedPrice(Day.AddDays(1), 1_000m, Day, 10m));
    }

    [Test]
    public async Task Of_a_first_answer_a_last_day_that_jumps_waits_for_the_next()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("ABC", Unit: new("USD", 1m, false)), default);
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 10m), Bar(1, 600m)], 1m, closesOnly: false, default);

        var abc = await ReadAsync(rig, "ABC");
        await Assert.That((abc.Prices.Count, abc.Doubted!.Close)).IsEqualTo((1, 600m));
    }

    [Test]
    public async Task A_reverse_split_explains_a_jump()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 1m)], 1m, closesOnly: false, default);
        await rig.Archive.StoreSplitsAsync("ABC", [new(Day.AddDays(1), 0.01m)], default);

        var stored = await rig.Archive.StorePricesAsync("ABC", [Bar(1, 98m)], 1m, closesOnly: false, default);

        await Assert.That(stored.Outcome).IsEqualTo(StoreOutcome.Changed);
    }

    [Test]
    public async Task Weekly_closes_fill_the_past_and_never_replace_a_day()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 10m)], 1m, closesOnly: false, default);
        await rig.Archive.StorePricesAsync("ABC", [Bar(-7, 9m), Bar(0, 10.5m)], 1m, closesOnly: true, default);

        var abc = await ReadAsync(rig, "ABC");
        await Assert.That(abc.Prices.First).IsEqualTo(new PricePoint(Day.AddDays(-7), 9m));
        await Assert.That(abc.Prices.Last).IsEqualTo(new PricePoint(Day, 10m));
        await Assert.That(await rig.ScalarAsync<long>("select count(*) from pt.daily_prices where open is null"))
            .IsEqualTo(1);
    }

    [Test]
    public async Task The_same_answer_twice_changes_nothing()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 10.00m)], 1m, closesOnly: false, default);

        var again = await rig.Archive.StorePricesAsync("ABC", [Bar(0, 10m)], 1m, closesOnly: false, default);

        await Assert.That(again.Outcome).IsEqualTo(StoreOutcome.Unchanged);
    }

    [Test]
    public async Task Invented_prices_give_way_to_real_ones_and_never_replace_them()
    {
        await using var sandbox = await MarketRig.SandboxAsync();
        await sandbox.Archive.StorePricesAsync("ABC", [Bar(0, 3m), Bar(1, 4m)], 1m, closesOnly: false, default);
        await using var real = await RealAsync(sandbox.Database);

        await Assert.That((await ReadAsync(real, "ABC")).Prices.Count).IsEqualTo(0);
        await real.Archive.StorePricesAsync("ABC", [Bar(1, 700m)], 1m, closesOnly: false, default);
        await sandbox.Archive.StorePricesAsync("ABC", [Bar(0, 3m), Bar(1, 4m)], 1m, closesOnly: false, default);

        await Assert.That(await sandbox.ScalarAsync<long>("select count(*) from pt.daily_prices")).IsEqualTo(1);
        await Assert.That((await ReadAsync(real, "ABC")).Prices.Last).IsEqualTo(new PricePoint(Day.AddDays(1), 700m));
    }

    private static Task<MarketRig> RealAsync(string? database = null) =>
        MarketRig.StartAsync(new ScriptedProvider(), database);

    private static DailyBar Bar(int day, decimal close) => new(Day.AddDays(day), close, close, close, close, 1_000);

    private static async Task<Security> ReadAsync(MarketRig rig, string symbol) =>
        (await rig.Archive.LoadAsync([symbol], [], [], default)).Securities[symbol];
}
