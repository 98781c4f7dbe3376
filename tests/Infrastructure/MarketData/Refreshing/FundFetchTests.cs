using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

/// <summary>Of a fund the provider has no overview, but a profile.</summary>
internal sealed class FundFetchTests
{
    private static readonly DateTimeOffset Saturday = new(2026, 5, 16, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_fund_is_asked_what_it_holds_and_not_for_an_overview()
    {
        var provider = Provider(
            """{"sector":"FINANCIALS","weight":"0.25"},{"sector":"INFORMATION TECHNOLOGY","weight":"0.552"},""" +
            """{"sector":"REAL ESTATE","weight":"0.00"},{"sector":"n/a","weight":"0.1"}""");
        await using var rig = await MarketRig.StartAsync(provider, clock: new ShiftedClock(Saturday));

        await rig.SettleAsync(["VTX"]);

        var fund = (await rig.Store.ViewAsync(["VTX"], [], "USD", default)).Of("VTX").Instrument;
        await Assert.That(fund.FundSectors!)
            .IsEquivalentTo(new SectorWeight[] { new("Financial Services", 0.25m), new("Technology", 0.552m) });
        await Assert.That((provider.Count("ETF_PROFILE"), provider.Count("OVERVIEW"))).IsEqualTo((1, 0));
    }

    [Test]
    public async Task A_profile_that_is_none_leaves_what_is_known()
    {
        var provider = Provider("""{"sector":"ENERGY","weight":"0.9"}""");
        var clock = new ShiftedClock(Saturday);
        await using var rig = await MarketRig.StartAsync(provider, clock: clock);
        await rig.SettleAsync(["VTX"]);
        provider.Answer = _ => ScriptedProvider.Empty;
        clock.Advance(TimeSpan.FromDays(2));

        await rig.SettleAsync(["VTX"]);

        var fund = (await rig.Store.ViewAsync(["VTX"], [], "USD", default)).Of("VTX").Instrument;
        await Assert.That(fund.FundSectors!).IsEquivalentTo(new SectorWeight[] { new("Energy", 0.9m) });
        await Assert.That(provider.Count("ETF_PROFILE")).IsEqualTo(2);
    }

    private static ScriptedProvider Provider(string sectors)
    {
        var plain = MarketRefresherTests.Plain();
        var answer = plain.Answer;
        plain.Answer = query => query.Function switch
        {
            "SYMBOL_SEARCH" => ScriptedProvider.Match(query.Symbol, "A fund", "USD")
                .Replace("Equity", "ETF", StringComparison.Ordinal),
            "ETF_PROFILE" => $$"""{"net_assets":"1000","sectors":[{{sectors}}],"holdings":[]}""",
            _ => answer(query),
        };
        return plain;
    }
}
