using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

internal sealed class MarketFetchTests
{
    private static readonly DateTimeOffset Saturday = new(2026, 5, 16, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Prices_of_a_foreign_listing_wait_for_their_unit()
    {
        var provider = MarketRefresherTests.Plain();
        var usual = provider.Answer;
        provider.Answer = query => query.Function == "SYMBOL_SEARCH"
            ? ScriptedProvider.Match("TSCO.LON", "Tesco", "GBX")
            : usual(query);
        await using var rig = await RigAsync(provider);
        await rig.SettleAsync(["TSCO.LON"]);

        await Assert.That(provider.Queries.First().Function).IsEqualTo("SYMBOL_SEARCH");
        var view = await rig.Store.ViewAsync(["TSCO.LON"], [], "USD", default);
        await Assert.That(view.Of("TSCO.LON").Prices.Last!.Value.Close).IsEqualTo(0.12m);
        await Assert.That(view.Rates.Between("GBP", "USD", new(2026, 5, 16))!.Value.Value).IsEqualTo(1.1625m);
    }

    [Test]
    public async Task A_listing_whose_unit_nobody_knows_gets_no_price()
    {
        var provider = MarketRefresherTests.Plain();
        provider.Answer = query => query.Function == "TIME_SERIES_DAILY"
            ? ScriptedProvider.Bars(("2026-05-15", 9m))
            : null;
        await using var rig = await RigAsync(provider);

        var served = await rig.Refresher.AskAndWaitAsync(["ABC.XYZ"], [], Wait.AtMost, default);

        await Assert.That(served).IsFalse();
        await Assert.That(provider.Count("TIME_SERIES_DAILY")).IsEqualTo(0);
        var view = await rig.Store.ViewAsync(["ABC.XYZ"], [], "USD", default);
        await Assert.That(view.Of("ABC.XYZ").Prices.Count).IsEqualTo(0);
        await Assert.That(view.Of("ABC.XYZ").Instrument.Currency).IsNull();
    }

    [Test]
    public async Task An_empty_answer_leaves_what_is_known_and_is_not_asked_for_again_for_a_day()
    {
        var provider = MarketRefresherTests.Plain();
        var clock = new ShiftedClock(Saturday);
        await using var rig = await RigAsync(provider, clock);
        await rig.SettleAsync(["ABC"]);
        provider.Answer = _ => ScriptedProvider.Empty;

        clock.Advance(TimeSpan.FromDays(31));
        await rig.SettleAsync(["ABC"]);
        var asked = provider.Queries.Count;
        clock.Advance(TimeSpan.FromHours(23));
        await rig.SettleAsync(["ABC"]);

        await Assert.That(provider.Queries.Count).IsEqualTo(asked);
        var abc = (await rig.Store.ViewAsync(["ABC"], [], "USD", default)).Of("ABC");
        await Assert.That(abc.Prices.Last!.Value.Close).IsEqualTo(12m);
        await Assert.That(abc.Instrument.Name).IsEqualTo("Name");
        await Assert.That(await OutcomeAsync(rig, "Prices")).IsEqualTo("NoCoverage");
    }

    [Test]
    public async Task A_jump_is_refused_written_down_and_the_splits_are_asked_for_again()
    {
        var provider = MarketRefresherTests.Plain();
        var usual = provider.Answer;
        var clock = new ShiftedClock(Saturday);
        await using var rig = await RigAsync(provider, clock);
        await rig.SettleAsync(["ABC"]);
        provider.Answer = query => query.Function == "TIME_SERIES_DAILY"
            ? ScriptedProvider.Bars(("2026-05-15", 12m), ("2026-05-18", 1200m))
            : usual(query);

        clock.Advance(TimeSpan.FromHours(58));
        await rig.SettleAsync(["ABC"]);

        await Assert.That(await OutcomeAsync(rig, "Prices")).IsEqualTo(MarketFetch.Quarantined);
        await Assert.That(provider.Count("SPLITS")).IsEqualTo(2);
        var abc = (await rig.Store.ViewAsync(["ABC"], [], "USD", default)).Of("ABC");
        await Assert.That(abc.Prices.Last).IsEqualTo(new(new(2026, 5, 15), 12m));
    }

    [Test]
    public async Task An_unknown_symbol_is_asked_for_again_on_the_next_day()
    {
        var provider = new ScriptedProvider
        {
            Answer = query => query.Function == "TIME_SERIES_DAILY"
                ? """{"Error Message":"Invalid API call. Please retry or visit the documentation."}"""
                : """{"bestMatches":[]}""",
        };
        var clock = new ShiftedClock(Saturday);
        await using var rig = await RigAsync(provider, clock);
        await rig.SettleAsync(["NOPE"]);
        var first = provider.Queries.Count;
        clock.Advance(TimeSpan.FromHours(10));
        await rig.SettleAsync(["NOPE"]);
        await Assert.That(provider.Queries.Count).IsEqualTo(first);

        clock.Advance(TimeSpan.FromHours(10));
        await rig.SettleAsync(["NOPE"]);
        await Assert.That(provider.Queries.Count).IsEqualTo(first + 1);
        await Assert.That(await OutcomeAsync(rig, "Prices")).IsEqualTo(nameof(AnswerClass.BadRequestOrUnknownSymbol));
    }

    [Test]
    public async Task Where_daily_rates_are_refused_the_rate_of_the_moment_serves()
    {
        var provider = new ScriptedProvider
        {
            Answer = query => query.Function switch
            {
                "FX_DAILY" => """{"Information":"Thank you! This is a premium endpoint."}""",
                "CURRENCY_EXCHANGE_RATE" => """
                    {"Realtime Currency Exchange Rate":{"1. From_Currency Code":"USD","2. From_Currency Name":"x",
                    "3. To_Currency Code":"JPY","4. To_Currency Name":"y","5. Exchange Rate":"158.72000000",
                    "6. Last Refreshed":"2026-05-16 11:00:00","7. Time Zone":"UTC","8. Bid Price":"-"}}
                    """,
                _ => null,
            },
        };
        await using var rig = await RigAsync(provider);

        var served = await rig.Refresher.AskAndWaitAsync([], ["JPY"], Wait.AtMost, default);

        await Assert.That(served).IsTrue();
        var rates = (await rig.Store.ViewAsync([], ["JPY"], "USD", default)).Rates;
        await Assert.That(rates.Between("USD", "JPY", new(2026, 5, 16))!.Value.Value).IsEqualTo(158.72m);
    }

    private static Task<MarketRig> RigAsync(ScriptedProvider provider, TimeProvider? clock = null) =>
        MarketRig.StartAsync(
            provider, clock: clock ?? new ShiftedClock(Saturday), settings: "AlphaVantage:DailyBudget=0");

    private static Task<string?> OutcomeAsync(MarketRig rig, string kind) =>
        rig.ScalarAsync<string>($"select outcome from pt.market_fetches where kind = '{kind}'");
}
