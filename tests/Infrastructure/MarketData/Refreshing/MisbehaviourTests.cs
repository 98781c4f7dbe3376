using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

/// <summary>Whatever the provider answers in whatever way, and whatever was asked: what is stored stays.</summary>
internal sealed class MisbehaviourTests
{
    private const string SelectDigest =
        """
        select md5(concat(
            (select string_agg(i::text, '' order by symbol) from pt.instruments i),
            (select string_agg(p::text, '' order by symbol, date) from pt.daily_prices p),
            (select string_agg(s::text, '' order by symbol, effective_date) from pt.splits s),
            (select string_agg(d::text, '' order by symbol, ex_date) from pt.dividends d),
            (select string_agg(r::text, '' order by from_currency, to_currency, date) from pt.fx_rates r),
            (select string_agg(q::text, '' order by symbol) from pt.quotes q),
            (select string_agg(q::text, '' order by symbol) from pt.price_quarantine q),
            (select string_agg(d::text, '' order by function, subject) from pt.provider_documents d)))
        """;

    private static readonly FetchItem[] Everything =
    [
        new("IBM", FetchKind.Search), new("IBM", FetchKind.Prices), new("EUR/USD", FetchKind.Rates),
        new("IBM", FetchKind.Splits), new("IBM", FetchKind.History), new("IBM", FetchKind.Dividends),
        new("IBM", FetchKind.Overview), new("IBM", FetchKind.Quote), new("TESCO", FetchKind.Matches),
        new("IBM", FetchKind.Income), new("IBM", FetchKind.Balance), new("IBM", FetchKind.CashFlow),
        new("AAPL", FetchKind.News), ListingFetch.UnitedStates, DocumentFetch.AllEarnings,
        QuoteFetch.OfHeld,
    ];

    [Test]
    public async Task Nothing_is_stored_and_nothing_lost_by_any_misbehaviour_of_any_function()
    {
        await using var provider = await RecordedProvider.StartAsync(RecordedFolder.OrSkip());
        await using var rig = await RigAsync(provider);
        var fetch = rig.Get<MarketFetch>();
        await rig.HoldAsync("IBM");
        foreach (var item in Everything)
        {
            var (result, _) = await fetch.RunAsync(new(item, IsUrgent: true), default);
            await Assert.That($"{item.Kind} {result}").IsEqualTo($"{item.Kind} {FetchResult.Served}");
        }

        var before = await rig.ScalarAsync<string>(SelectDigest);
        await Assert.That(await rig.ScalarAsync<string>(
            """
            select concat_ws(' ', (select count(*) > 100 from pt.instruments),
                (select count(*) > 100 from pt.daily_prices), (select count(*) > 0 from pt.splits),
                (select count(*) > 50 from pt.dividends), (select count(*) > 50 from pt.fx_rates),
                (select count(*) from pt.quotes), (select count(*) from pt.provider_documents))
            """)).IsEqualTo("t t t t t 1 7");

        // What is not for the key is remembered, so that comes last; a key that is refused is refused for good.
        await using var refused = await RigAsync(provider, rig.Database);
        foreach (var mode in ProviderMischief.Names.Except([ProviderMischief.None, "premium"]).Append("premium"))
        {
            provider.Mode = mode;
            await MisbehaveAsync(mode == "bad-key" ? refused : rig, together: mode is "slow" or "information-burst");
            await Assert.That($"{mode} {await rig.ScalarAsync<string>(SelectDigest)}").IsEqualTo($"{mode} {before}");
        }

        await Assert.That(provider.Strays).IsEmpty();
        await Assert.That(refused.Health.Message!).Contains("refuses the key").And.DoesNotContain("TESTKEY0");
    }

    private static Task<MarketRig> RigAsync(RecordedProvider provider, string? database = null) =>
        MarketRig.StartAsync(null, database, null, "ALPHA_VANTAGE_API_KEY=TESTKEY0TESTKEY0",
            $"ALPHA_VANTAGE_BASE_URL={provider.Address}", "AlphaVantage:DailyBudget=0",
            "ALPHA_VANTAGE_ATTEMPT_TIMEOUT_SECONDS=5");

    /// <param name="together">Each takes its time; those that come late meet an open breaker.</param>
    private static async Task MisbehaveAsync(MarketRig rig, bool together)
    {
        var fetch = rig.Get<MarketFetch>();
        if (together)
        {
            await ForgetAsync(rig);
            await Task.WhenAll(Everything.Select(item => fetch.RunAsync(new(item, IsUrgent: true), default)));
            return;
        }

        foreach (var item in Everything)
        {
            await ForgetAsync(rig);
            await fetch.RunAsync(new(item, IsUrgent: true), default);
        }
    }

    /// <summary>Everything is due, may be asked, and is not given up.</summary>
    private static async Task ForgetAsync(MarketRig rig)
    {
        rig.Get<ProviderBreaker>().Reset();
        await rig.ExecuteAsync(
            "update pt.market_fetches set next_at = null; delete from pt.provider_budget; "
            + "delete from pt.provider_entitlements");
        await rig.Get<ProviderBudget>().LookAsync(default);
    }
}
