using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Archive;

internal sealed class MarketArchiveRatesTests
{
    private static readonly DateOnly Day = new(2024, 5, 13);

    [Test]
    public async Task A_rate_that_is_upside_down_is_told_and_not_stored_until_it_is_mended()
    {
        await using var rig = await RealAsync();
        await StoreAsync(rig, (0, 150m));

        var wrong = await StoreAsync(rig, (1, 0.0066m));
        var doubted = await JpyAsync(rig);
        var right = await StoreAsync(rig, (1, 151m));
        var mended = await JpyAsync(rig);

        await Assert.That(wrong).IsEqualTo(new RatesStored(StoreOutcome.Quarantined, null));
        await Assert.That(doubted.Series.Last).IsEqualTo(new PricePoint(Day, 150m));
        await Assert.That(doubted.Doubted).IsEqualTo(new DoubtedPrice(Day.AddDays(1), 0.0066m, Day, 150m));
        await Assert.That(right).IsEqualTo(new RatesStored(StoreOutcome.Changed, Day.AddDays(1)));
        await Assert.That(mended.Series.Last).IsEqualTo(new PricePoint(Day.AddDays(1), 151m));
        await Assert.That(mended.Doubted).IsNull();
    }

    [Test]
    public async Task An_answer_that_is_upside_down_as_a_whole_overwrites_nothing()
    {
        await using var rig = await RealAsync();
        await StoreAsync(rig, (1, 150m), (2, 151m));

        await StoreAsync(rig, (0, 0.0067m), (1, 0.0066m), (2, 0.0066m), (3, 0.0065m));

        await Assert.That((await JpyAsync(rig)).Series.Closes.ToArray()).IsEquivalentTo([150m, 151m]);
    }

    [Test]
    public async Task Of_an_answer_only_the_day_that_stands_out_is_left_out()
    {
        await using var rig = await RealAsync();
        await StoreAsync(rig, (0, 150m));

        var stored = await StoreAsync(rig, (0, 150m), (1, 15_100m), (2, 152m), (3, 0.0065m));
        var jpy = await JpyAsync(rig);

        await Assert.That(stored).IsEqualTo(new RatesStored(StoreOutcome.Changed, Day.AddDays(2)));
        await Assert.That(jpy.Series.Closes.ToArray()).IsEquivalentTo([150m, 152m]);
        await Assert.That(jpy.Doubted!.On).IsEqualTo(Day.AddDays(3));
    }

    [Test]
    public async Task A_currency_that_loses_zeros_is_believed_from_the_second_day_on()
    {
        await using var rig = await RealAsync();
        await StoreAsync(rig, (0, 4_000_000m));

        await StoreAsync(rig, (0, 4_000_000m), (1, 4m));
        var first = await JpyAsync(rig);
        await StoreAsync(rig, (0, 4_000_000m), (1, 4m), (2, 4.1m));
        var second = await JpyAsync(rig);

        await Assert.That((first.Series.Count, first.Doubted!.Close)).IsEqualTo((1, 4m));
        await Assert.That(second.Series.Closes.ToArray()).IsEquivalentTo([4_000_000m, 4m, 4.1m]);
        await Assert.That(second.Doubted).IsNull();
    }

    [Test]
    public async Task A_provider_is_held_against_the_central_bank_too()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreEuroRatesAsync([new(Day, "USD", 1.1m), new(Day, "JPY", 165m)], default);

        var wrong = await StoreAsync(rig, (1, 0.0066m));
        var right = await StoreAsync(rig, (1, 151m));

        await Assert.That((wrong.Outcome, right.Outcome)).IsEqualTo((StoreOutcome.Quarantined, StoreOutcome.Changed));
    }

    [Test]
    public async Task A_rate_of_the_central_bank_that_stands_out_is_told_and_the_others_are_stored()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreEuroRatesAsync(
            [new(Day, "USD", 1.1m), new(Day, "JPY", 165m), new(Day, "CHF", 0.95m)], default);

        var (next, then) = (Day.AddDays(1), Day.AddDays(2));
        await rig.Archive.StoreEuroRatesAsync(
            [new(next, "USD", 1.11m), new(next, "JPY", 0.006m), new(next, "CHF", 0.96m)], default);
        var wrong = (await rig.Archive.LoadAsync([], ["JPY", "CHF"], [], default)).Rates;
        await rig.Archive.StoreEuroRatesAsync([new(then, "USD", 1.1m), new(then, "JPY", 166.1m)], default);
        var mended = await JpyAsync(rig);

        await Assert.That(wrong["CHF"].Series.Last!.Value.On).IsEqualTo(next);
        await Assert.That(wrong["JPY"].Series.Last!.Value.On).IsEqualTo(Day);
        await Assert.That(wrong["JPY"].Doubted).IsEqualTo(new DoubtedPrice(next, 0.006m, Day, 165m));
        await Assert.That((mended.Series.Last, mended.Doubted)).IsEqualTo((new PricePoint(then, 151m), null));
    }

    [Test]
    public async Task A_wrong_rate_of_a_provider_does_not_keep_the_central_bank_out()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreRatesAsync("EUR", "USD", [new(Day, 0.001m)], default);

        await rig.Archive.StoreEuroRatesAsync([new(Day.AddDays(1), "USD", 1.1m)], default);

        await Assert.That((await rig.Archive.LoadAsync([], ["EUR"], [], default)).Rates["EUR"].Series.Last)
            .IsEqualTo(new PricePoint(Day.AddDays(1), 1.1m));
    }

    private static Task<MarketRig> RealAsync() => MarketRig.StartAsync(new ScriptedProvider());

    /// <summary>Yen for a dollar.</summary>
    private static Task<RatesStored> StoreAsync(MarketRig rig, params (int Day, decimal Rate)[] rates) =>
        rig.Archive.StoreRatesAsync(
            "USD", "JPY", [.. rates.Select(rate => new RateRow(Day.AddDays(rate.Day), rate.Rate))], default);

    private static async Task<LoadedRates> JpyAsync(MarketRig rig) =>
        (await rig.Archive.LoadAsync([], ["JPY"], [], default)).Rates["JPY"];
}
