using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

/// <summary>Running prices of all that is held, for a key whose plan has them.</summary>
internal sealed class HeldQuotesTests
{
    private const string NoLimit = "AlphaVantage:DailyBudget=0";
    private const string Bulk = "REALTIME_BULK_QUOTES";

    // A Monday, three hours after New York opens.
    private static readonly DateTimeOffset InSession = new(2026, 5, 18, 16, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly Monday = new(2026, 5, 18);

    [Test]
    public async Task A_hundred_symbols_cost_one_call_and_what_trades_elsewhere_none()
    {
        var provider = Provider();
        await using var rig = await MarketRig.StartAsync(provider, null, new ShiftedClock(InSession), NoLimit);
        await HoldAsync(rig, [.. Enumerable.Range(0, 101).Select(number => $"S{number}")], "TSCO.LON");

        await AskAsync(rig);

        var calls = provider.Queries.Where(query => query.Function == Bulk).Select(query => query.Symbol.Split(','));
        await Assert.That(calls.Select(symbols => symbols.Length)).IsEquivalentTo([100, 1]);
        await Assert.That(calls.SelectMany(symbols => symbols).Distinct().Count()).IsEqualTo(101);
        var quote = (await rig.Store.ViewAsync(["S7"], [], "USD", default)).Of("S7").Quote!;
        await Assert.That((quote.Price, quote.PreviousClose, quote.TradingDay)).IsEqualTo((12.5m, 12m, Monday));
    }

    [Test]
    public async Task They_are_asked_for_again_after_a_quarter_of_an_hour_and_not_before()
    {
        var (provider, clock) = (Provider(), new ShiftedClock(InSession));
        await using var rig = await MarketRig.StartAsync(provider, null, clock, NoLimit);
        await HoldAsync(rig, ["S1"]);

        await AskAsync(rig);
        await AskAsync(rig);
        await Assert.That(provider.Count(Bulk)).IsEqualTo(1);

        clock.Advance(TimeSpan.FromMinutes(15));
        await AskAsync(rig);
        await Assert.That(provider.Count(Bulk)).IsEqualTo(2);
    }

    [Test]
    [Arguments(NoLimit, "2026-05-18T20:30:00Z")]
    [Arguments("AlphaVantage:DailyBudget=500", "2026-05-18T16:30:00Z")]
    public async Task After_the_close_and_by_a_key_with_a_limit_they_are_not_asked_for(string budget, string now)
    {
        var provider = Provider();
        var clock = new ShiftedClock(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        await using var rig = await MarketRig.StartAsync(provider, null, clock, budget);
        await HoldAsync(rig, ["S1"]);

        await AskAsync(rig);

        await Assert.That(provider.Count(Bulk)).IsEqualTo(0);
    }

    [Test]
    public async Task A_key_whose_plan_lacks_them_is_asked_once_and_nothing_invented_is_stored()
    {
        const string sample = "THE SAMPLE DATA SCHEMA BELOW IS ARTIFICIAL AND FOR ILLUSTRATION PURPOSES ONLY";
        var (provider, clock) = (Provider(sample), new ShiftedClock(InSession));
        await using var rig = await MarketRig.StartAsync(provider, null, clock, NoLimit);
        await HoldAsync(rig, ["S1"]);

        await AskAsync(rig);
        clock.Advance(TimeSpan.FromMinutes(30));
        await AskAsync(rig);

        await Assert.That(provider.Count(Bulk)).IsEqualTo(1);
        await Assert.That((await rig.Store.ViewAsync(["S1"], [], "USD", default)).Of("S1").Quote).IsNull();
    }

    private static async Task HoldAsync(MarketRig rig, string[] symbols, params string[] others)
    {
        await rig.HoldAsync([.. symbols, .. others]);
        foreach (var symbol in symbols)
        {
            await rig.Archive.StoreInstrumentAsync(new(symbol, Unit: new("USD", 1m, IsGuess: false)), default);
        }
    }

    private static async Task AskAsync(MarketRig rig)
    {
        await rig.Refresher.AskForQuotesOfHeldAsync(default);
        await MarketRig.UntilAsync(() => rig.Refresher.Waiting == 0);
    }

    private static ScriptedProvider Provider(string message = "success") => new()
    {
        Answer = query => query.Function != Bulk ? null : $$"""
            {"endpoint":"Realtime Bulk Quotes","message":"{{message}}","data":[{{string.Join(',',
                query.Symbol.Split(',').Append("UNASKED").Select(symbol => $$"""
                {"symbol":"{{symbol}}","timestamp":"2026-05-18 12:29:55.291","open":"12.1","high":"12.6","low":"12",
                "close":"12.5","volume":"1000","previous_close":"12","change":"0.5","change_percent":"4.1667",
                "extended_hours_quote":"","extended_hours_change":"","extended_hours_change_percent":""}
                """))}}]}
            """,
    };
}
