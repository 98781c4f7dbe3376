using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Archive;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Archive;

internal sealed class MarketArchiveTests
{
    private static readonly DateOnly Day = new(2024, 3, 1);
    private static readonly QuotedUnit Dollars = new("USD", 1m, IsGuess: false);

    [Test]
    public async Task What_is_stored_is_read_back_exactly()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("ABC", Name: "Abc", Unit: Dollars, Sector: "Energy"), default);
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 10.1234m), Bar(3, 11m)], 1m, closesOnly: false, default);
        await rig.Archive.StoreSplitsAsync("ABC", [new(Day, 2.0000m), new(Day.AddDays(9), 1.0460m)], default);
        await rig.Archive.StoreDividendsAsync("ABC", [new(Day, null, null, Day.AddDays(30), 0.24m)], 1m, default);

        var abc = await ReadAsync(rig, "ABC");

        await Assert.That(abc.Instrument).IsEqualTo(new Instrument("ABC", "Abc", "USD", Sector: "Energy"));
        await Assert.That(abc.Source).IsEqualTo("alpha_vantage");
        await Assert.That(abc.Prices.Count).IsEqualTo(2);
        await Assert.That(abc.Prices.First).IsEqualTo(new PricePoint(Day, 10.1234m));
        await Assert.That(abc.Prices.Last).IsEqualTo(new PricePoint(Day.AddDays(3), 11m));
        await Assert.That(abc.Splits).IsEquivalentTo([new Split(Day, 2, 1)]);
        await Assert.That(abc.PendingActions).IsEquivalentTo([new PendingAction(Day.AddDays(9), 1.046m)]);
        await Assert.That(abc.Dividends.Single().AmountPerShare).IsEqualTo(0.24m);
        await Assert.That(abc.Dividends.Single().Currency).IsEqualTo("USD");
        await Assert.That(abc.Dividends.Single().PayOn).IsEqualTo(Day.AddDays(30));
    }

    [Test]
    public async Task Of_a_symbol_that_is_not_stored_nothing_is_known()
    {
        await using var rig = await RealAsync();
        var nothing = await ReadAsync(rig, "NOPE");

        await Assert.That(nothing.Instrument).IsEqualTo(new Instrument("NOPE"));
        await Assert.That(nothing.Prices.Count).IsEqualTo(0);
        await Assert.That(nothing.Source).IsNull();
    }

    [Test]
    public async Task Pence_are_turned_into_pounds_once()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("AZN.LON", Unit: new("GBP", 0.01m, IsGuess: false)), default);
        await rig.Archive.StorePricesAsync("AZN.LON", [Bar(0, 10442.0000m)], 0.01m, closesOnly: false, default);
        await rig.Archive.StoreDividendsAsync("AZN.LON", [new(Day, null, null, null, 156m)], 0.01m, default);

        var azn = await ReadAsync(rig, "AZN.LON");

        await Assert.That(azn.Prices.Last!.Value.Close).IsEqualTo(104.42m);
        await Assert.That(azn.Dividends.Single().AmountPerShare).IsEqualTo(1.56m);
        await Assert.That(azn.Dividends.Single().Currency).IsEqualTo("GBP");
    }

    [Test]
    public async Task A_unit_that_was_guessed_wrong_is_mended_in_what_was_stored_under_it()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("X.LON", Unit: QuotedUnit.Guess("X.LON")), default);
        await rig.Archive.StorePricesAsync("X.LON", [Bar(0, 1250m)], 0.01m, closesOnly: false, default);

        var pounds = new QuotedUnit("GBP", 1m, IsGuess: false);
        await rig.Archive.StoreInstrumentAsync(new("X.LON", Unit: pounds), default);

        await Assert.That((await ReadAsync(rig, "X.LON")).Prices.Last!.Value.Close).IsEqualTo(1250m);
    }

    [Test]
    public async Task An_empty_answer_changes_nothing()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StorePricesAsync("ABC", [Bar(0, 10m)], 1m, closesOnly: false, default);
        await rig.Archive.StoreDividendsAsync("ABC", [new(Day, null, null, null, 1m)], 1m, default);
        await rig.Archive.StoreSplitsAsync("ABC", [new(Day, 2m)], default);

        await rig.Archive.StorePricesAsync("ABC", [], 1m, closesOnly: false, default);
        await rig.Archive.StoreDividendsAsync("ABC", [], 1m, default);
        await rig.Archive.StoreSplitsAsync("ABC", [], default);

        var abc = await ReadAsync(rig, "ABC");
        await Assert.That((abc.Prices.Count, abc.Dividends.Count, abc.Splits.Count)).IsEqualTo((1, 1, 1));
    }

    [Test]
    public async Task A_corrected_dividend_keeps_its_id_and_its_dates()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreDividendsAsync("ABC", [new(Day, null, null, Day.AddDays(20), 1.00m)], 1m, default);
        var before = (await ReadAsync(rig, "ABC")).Dividends.Single();

        await rig.Archive.StoreDividendsAsync("ABC", [new(Day, null, null, null, 1.05m)], 1m, default);

        var after = (await ReadAsync(rig, "ABC")).Dividends.Single();
        await Assert.That(after).IsEqualTo(before with { AmountPerShare = 1.05m, ToldAt = after.ToldAt });
    }

    [Test]
    public async Task A_regular_and_a_special_dividend_of_one_day_are_added()
    {
        await using var rig = await RealAsync();
        DividendRow regular = new(Day, null, null, Day, 0.50m), special = new(Day, null, null, Day, 2.00m);
        await rig.Archive.StoreDividendsAsync("ABC", [regular, special, regular], 1m, default);

        await Assert.That((await ReadAsync(rig, "ABC")).Dividends.Single().AmountPerShare).IsEqualTo(2.50m);
    }

    [Test]
    public async Task A_quote_in_pence_is_stored_in_pounds_and_an_older_one_is_not()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("AZN.LON", Unit: new("GBP", 0.01m, IsGuess: false)), default);

        await rig.Archive.StoreQuoteAsync("AZN.LON", QuoteOf(Day, 10442m), default);
        await rig.Archive.StoreQuoteAsync("AZN.LON", QuoteOf(Day.AddDays(-1), 9999m), default);

        var quote = (await ReadAsync(rig, "AZN.LON")).Quote!;
        await Assert.That((quote.Price, quote.PreviousClose, quote.TradingDay)).IsEqualTo((104.42m, 104.54m, Day));
    }

    [Test]
    public async Task A_quote_a_hundred_times_the_last_one_is_not_believed_where_nothing_else_is_known()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("ABC", Unit: new("USD", 1m, IsGuess: false)), default);
        await rig.Archive.StoreQuoteAsync("ABC", QuoteOf(Day, 104m), default);

        var stored = await rig.Archive.StoreQuoteAsync("ABC", QuoteOf(Day.AddDays(1), 10400m), default);

        await Assert.That((stored, (await ReadAsync(rig, "ABC")).Quote!.Price))
            .IsEqualTo((StoreOutcome.Quarantined, 104m));
    }

    [Test]
    public async Task A_symbol_s_own_currency_comes_with_it()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("SAP.DEX", Unit: new("EUR", 1m, IsGuess: false)), default);
        await rig.Archive.StoreRatesAsync("EUR", "USD", [new(Day, 1.0834m)], default);
        await rig.Archive.StoreRatesAsync("USD", "JPY", [new(Day, 150.12m)], default);

        var market = await rig.Archive.LoadAsync(["SAP.DEX"], ["JPY", "SEK"], [], default);

        await Assert.That(market.Rates["EUR"].Series.Last).IsEqualTo(new PricePoint(Day, 1.0834m));
        await Assert.That(market.Rates["JPY"].Series.Last).IsEqualTo(new PricePoint(Day, 150.12m));
        await Assert.That(market.Rates["SEK"].Series.Count).IsEqualTo(0);
    }

    private static Task<MarketRig> RealAsync() => MarketRig.StartAsync(new ScriptedProvider());

    private static DailyBar Bar(int day, decimal close) => new(Day.AddDays(day), close, close, close, close, 1_000);

    private static ProviderQuote QuoteOf(DateOnly day, decimal price) =>
        new("AZN.LON", null, null, null, price, null, day, 10454m, null, null);

    private static async Task<Security> ReadAsync(MarketRig rig, string symbol) =>
        (await rig.Archive.LoadAsync([symbol], [], [], default)).Securities[symbol];
}
