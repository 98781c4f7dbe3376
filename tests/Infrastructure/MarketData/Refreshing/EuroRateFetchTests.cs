using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;

internal sealed class EuroRateFetchTests
{
    // A Saturday: the rates of Friday are the last.
    private static readonly DateTimeOffset Saturday = new(2026, 5, 16, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Friday = new(2026, 5, 15);

    [Test]
    public async Task Rates_are_crossed_through_the_euro_and_cost_no_call()
    {
        await using var bank = (await FakeEcb.StartAsync()).With(
            ("2026-05-15", [("USD", 1.25m), ("JPY", 200m), ("GBP", 0.8m)]),
            ("2026-05-14", [("USD", 1.2m), ("JPY", 180m)]));
        var provider = new ScriptedProvider();
        await using var rig = await StartAsync(provider, bank);

        await rig.SettleAsync([], "JPY", "GBP", "EUR");
        var rates = (await rig.Store.ViewAsync([], ["JPY", "GBP", "EUR"], "USD", default)).Rates;

        // 200 / 1.25 yen for a dollar, 1.25 / 0.8 dollars for a pound, 200 / 0.8 yen for a pound.
        await Assert.That(rates.Between("USD", "JPY", Friday)).IsEqualTo(new(160m, Friday));
        await Assert.That(rates.Between("GBP", "USD", Friday)).IsEqualTo(new(1.5625m, Friday));
        await Assert.That(rates.Between("GBP", "JPY", Friday)!.Value.Value).IsEqualTo(250m);
        await Assert.That(rates.Between("EUR", "USD", Friday)).IsEqualTo(new(1.25m, Friday));
        await Assert.That(rates.Between("USD", "JPY", new(2026, 5, 14))).IsEqualTo(new(150m, new(2026, 5, 14)));
        await Assert.That(rates.Between("GBP", "USD", new(2026, 5, 14))).IsNull();
        await Assert.That(provider.Queries).IsEmpty();

        // Three pairs, one look at the last ninety days, and all of the past behind it, once.
        await Assert.That(string.Join(' ', bank.Requests)).IsEqualTo("eurofxref-hist-90d.xml eurofxref-hist.xml");
    }

    [Test]
    public async Task On_one_day_the_bank_s_rate_stands_and_the_provider_s_stays_out()
    {
        await using var bank = (await FakeEcb.StartAsync()).With(("2026-05-15", [("USD", 1.25m)]));
        await using var rig = await StartAsync(new ScriptedProvider(), bank);
        await rig.Archive.StoreRatesAsync(
            "EUR", "USD", [new(Friday, 1.3m), new(new(2026, 5, 13), 1.1m)], default);

        await rig.SettleAsync([], "EUR");
        await rig.Archive.StoreRatesAsync("EUR", "USD", [new(Friday, 1.4m)], default);
        var rates = (await rig.Store.ViewAsync([], ["EUR"], "USD", default)).Rates;

        await Assert.That(rates.Between("EUR", "USD", Friday)!.Value.Value).IsEqualTo(1.25m);
        await Assert.That(rates.Between("EUR", "USD", new(2026, 5, 13))!.Value.Value).IsEqualTo(1.1m);
        await Assert.That(await rig.ScalarAsync<string>(
            "select string_agg(date || ' ' || source, ', ' order by date) from pt.fx_rates where to_currency = 'USD'"))
            .IsEqualTo("2026-05-13 alpha_vantage, 2026-05-15 ecb");
    }

    [Test]
    public async Task What_the_bank_does_not_quote_is_asked_of_the_provider()
    {
        await using var bank = (await FakeEcb.StartAsync()).With(("2026-05-15", [("USD", 1.25m)]));
        var provider = new ScriptedProvider
        {
            Answer = query => query.Function == "FX_DAILY" ? ScriptedProvider.Bars(("2026-05-15", 25000m)) : null,
        };
        await using var rig = await StartAsync(provider, bank);

        await rig.SettleAsync([], "VND");
        var rates = (await rig.Store.ViewAsync([], ["VND"], "USD", default)).Rates;

        await Assert.That(rates.Between("USD", "VND", Friday)!.Value.Value).IsEqualTo(25000m);
        await Assert.That(provider.Count("FX_DAILY")).IsEqualTo(1);
    }

    [Test]
    public async Task Where_the_bank_is_away_the_provider_is_asked()
    {
        await using var bank = await FakeEcb.StartAsync();
        var provider = new ScriptedProvider
        {
            Answer = query => query.Function == "FX_DAILY" ? ScriptedProvider.Bars(("2026-05-15", 1.3m)) : null,
        };
        await using var rig = await StartAsync(provider, bank);

        var served = await rig.Refresher.AskAndWaitAsync([], ["EUR"], Wait.AtMost, default);
        var rates = (await rig.Store.ViewAsync([], ["EUR"], "USD", default)).Rates;

        await Assert.That(served).IsTrue();
        await Assert.That(rates.Between("EUR", "USD", Friday)!.Value.Value).IsEqualTo(1.3m);
    }

    [Test]
    public async Task A_spent_budget_does_not_stop_the_bank()
    {
        await using var bank = (await FakeEcb.StartAsync()).With(("2026-05-15", [("USD", 1.25m)]));
        await using var rig = await StartAsync(new ScriptedProvider(), bank);
        await rig.Get<ProviderBudget>().CloseAsync(default);

        await Assert.That(await rig.Refresher.AskAndWaitAsync([], ["EUR"], Wait.AtMost, default)).IsTrue();
        await Assert.That((await rig.Store.ViewAsync([], ["EUR"], "USD", default)).Rates.Between("EUR", "USD", Friday))
            .IsNotNull();
    }

    [Test]
    public async Task The_sandbox_never_asks_the_bank()
    {
        await using var bank = (await FakeEcb.StartAsync()).With(("2026-05-15", [("USD", 1.25m)]));
        await using var rig = await StartAsync(null, bank);
        await rig.SettleAsync([], "EUR");

        await Assert.That(bank.Requests).IsEmpty();
        await Assert.That(rig.Get<EuroRateFetch>().Serves(EuroRateFetch.All)).IsFalse();
    }

    private static Task<MarketRig> StartAsync(ScriptedProvider? provider, FakeEcb bank) =>
        MarketRig.StartAsync(provider, clock: new ShiftedClock(Saturday), settings: [$"ECB_BASE_URL={bank.Address}"]);
}
