using Microsoft.Extensions.Logging.Abstractions;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class MarketStoreTests
{
    private static readonly DateOnly Day = new(2024, 3, 1);

    [Test]
    public async Task A_change_is_seen_by_those_who_depend_on_it_and_by_nobody_else()
    {
        await using var rig = await RealAsync();
        var before = rig.Store.Version;

        rig.Store.Replace(Security.Unknown("IBM"));
        rig.Store.ReplaceRates("EUR", PriceSeries.Empty);

        await Assert.That(rig.Store.Version).IsGreaterThan(before);
        await Assert.That(rig.Store.ChangedSince(before, ["IBM"])).IsTrue();
        await Assert.That(rig.Store.ChangedSince(before, ["MSFT", "EUR/USD"])).IsTrue();
        await Assert.That(rig.Store.ChangedSince(before, ["USD/EUR"])).IsTrue();
        await Assert.That(rig.Store.ChangedSince(before, ["MSFT", "GBP/USD"])).IsFalse();
        await Assert.That(rig.Store.ChangedSince(rig.Store.Version, ["IBM", "EUR/USD"])).IsFalse();
    }

    [Test]
    public async Task Reading_changes_nothing()
    {
        await using var rig = await RealAsync();
        var before = rig.Store.Version;
        await rig.Store.ViewAsync(["IBM"], ["EUR"], "USD", default);

        await Assert.That(rig.Store.Version).IsEqualTo(before);
    }

    [Test]
    public async Task After_lost_notifications_everything_counts_as_changed_once()
    {
        await using var rig = await RealAsync();
        var before = rig.Store.Version;
        rig.Store.ForgetAll();

        await Assert.That(rig.Store.ChangedSince(before, ["IBM"])).IsTrue();
        await Assert.That(rig.Store.ChangedSince(rig.Store.Version, ["IBM"])).IsFalse();
    }

    [Test]
    public async Task A_view_shares_what_is_in_memory_and_does_not_change_under_its_reader()
    {
        await using var rig = await RealAsync();
        await StoreAsync(rig, 10m);
        var first = await rig.Store.ViewAsync(["ABC"], [], "USD", default);
        var second = await rig.Store.ViewAsync(["ABC"], [], "USD", default);
        await StoreAsync(rig, 11m);
        await rig.Store.ReloadAsync("ABC", default);
        var third = await rig.Store.ViewAsync(["ABC"], [], "USD", default);

        await Assert.That(second.Of("ABC")).IsSameReferenceAs(first.Of("ABC"));
        await Assert.That(first.Of("ABC").Prices.Last!.Value.Close).IsEqualTo(10m);
        await Assert.That(third.Of("ABC").Prices.Last!.Value.Close).IsEqualTo(11m);
    }

    [Test]
    public async Task A_view_has_the_rates_of_currencies_that_only_the_securities_know()
    {
        await using var rig = await RealAsync();
        await rig.Archive.StoreInstrumentAsync(new("SAP.DEX", Unit: new("EUR", 1m, IsGuess: false)), default);
        await rig.Archive.StoreRatesAsync("EUR", "USD", [new(Day, 1.10m)], default);
        await rig.Archive.StoreRatesAsync("USD", "JPY", [new(Day, 150m)], default);

        var view = await rig.Store.ViewAsync(["SAP.DEX"], [], "JPY", default);

        await Assert.That(view.Rates.Between("EUR", "JPY", Day)!.Value.Value).IsEqualTo(165m);
        await Assert.That(view.Rates.Between("EUR", "SEK", Day)).IsNull();
    }

    [Test]
    public async Task A_load_that_began_before_a_change_is_not_kept()
    {
        await using var rig = await RealAsync();
        await StoreAsync(rig, 10m);
        await using var admin = await Postgres.OpenAdminAsync(rig.Database);
        await Postgres.ExecuteAsync(admin, "begin; lock table pt.splits in access exclusive mode");

        // The load has read the prices and now waits for the splits.
        var stale = rig.Store.ViewAsync(["ABC"], [], "USD", default);
        await Task.Delay(300);
        await Postgres.ExecuteAsync(admin, "update pt.daily_prices set close = 11");
        await Assert.That(stale.IsCompleted).IsFalse();
        rig.Store.Forget("ABC");
        await Postgres.ExecuteAsync(admin, "commit");
        await stale;

        var view = await rig.Store.ViewAsync(["ABC"], [], "USD", default);
        await Assert.That(view.Of("ABC").Prices.Last!.Value.Close).IsEqualTo(11m);
    }

    [Test]
    public async Task One_reader_s_cancellation_does_not_fail_the_others()
    {
        await using var rig = await RealAsync();
        await StoreAsync(rig, 10m);
        await using var admin = await Postgres.OpenAdminAsync(rig.Database);
        await Postgres.ExecuteAsync(admin, "begin; lock table pt.splits in access exclusive mode");
        using var impatience = new CancellationTokenSource(100);
        var impatient = rig.Store.ViewAsync(["ABC"], [], "USD", impatience.Token);
        var patient = rig.Store.ViewAsync(["ABC"], [], "USD", default);

        await Assert.That(async () => await impatient).Throws<OperationCanceledException>();
        await Postgres.ExecuteAsync(admin, "commit");
        await Assert.That((await patient).Of("ABC").Prices.Count).IsEqualTo(1);
    }

    [Test]
    public async Task Memory_is_bounded_and_the_least_recently_used_leave_first()
    {
        await using var rig = await MarketRig.StartAsync(
            new ScriptedProvider(), settings: "MarketData:SymbolsInMemoryMax=20");
        for (var i = 0; i < 20; i++)
        {
            rig.Store.Replace(Security.Unknown($"S{i}"));
        }

        var kept = (await rig.Store.ViewAsync(["S0"], [], "USD", default)).Of("S0");
        rig.Store.Replace(Security.Unknown("S20"));

        await Assert.That(rig.Store.Count).IsLessThanOrEqualTo(20);
        await Assert.That((await rig.Store.ViewAsync(["S0"], [], "USD", default)).Of("S0")).IsSameReferenceAs(kept);
    }

    [Test]
    public async Task A_change_by_another_instance_is_seen_without_asking()
    {
        await using var first = await RealAsync();
        await using var second = await MarketRig.StartAsync(new ScriptedProvider(), first.Database);
        await MarketRig.UntilAsync(() => first.Get<MarketNotifications>().IsListening);
        await StoreAsync(first, 10m);
        await first.Store.ViewAsync(["ABC"], [], "USD", default);
        var before = first.Store.Version;

        await StoreAsync(second, 11m);

        await MarketRig.UntilAsync(() => first.Store.ChangedSince(before, ["ABC"]));
        var view = await first.Store.ViewAsync(["ABC"], [], "USD", default);
        await Assert.That(view.Of("ABC").Prices.Last!.Value.Close).IsEqualTo(11m);
    }

    [Test]
    public async Task What_was_read_before_notifications_began_is_forgotten_only_where_it_has_changed()
    {
        await using var rig = await RealAsync();
        await StoreAsync(rig, 10m);
        await rig.Store.ViewAsync(["ABC", "IBM"], ["EUR"], "USD", default);
        var before = rig.Store.Version;

        await rig.Store.ForgetChangedAsync(default);
        var untouched = rig.Store.ChangedSince(before, ["ABC", "IBM", "EUR/USD"]);

        // As another instance whose notification nobody heard.
        await rig.ExecuteAsync("update pt.market_versions set version = version + 1 where key = 'ABC'");
        await rig.Store.ForgetChangedAsync(default);

        await Assert.That(untouched).IsFalse();
        await Assert.That(rig.Store.ChangedSince(before, ["ABC"])).IsTrue();
        await Assert.That(rig.Store.ChangedSince(before, ["IBM", "EUR/USD"])).IsFalse();
    }

    [Test]
    public async Task A_first_connection_for_notifications_lets_stand_what_was_read_before_it()
    {
        var opened = new DatabaseGate();
        await using var rig = await RealAsync();
        await StoreAsync(rig, 10m);
        await rig.Store.ViewAsync(["ABC"], [], "USD", default);
        var before = rig.Store.Version;
        using var late = new MarketNotifications(
            Postgres.Logins(rig.Database), opened, rig.Store, rig.Archive, TimeProvider.System,
            NullLogger<MarketNotifications>.Instance);

        await late.StartAsync(default);
        opened.Open();
        await MarketRig.UntilAsync(() => late.IsListening);

        await Assert.That(rig.Store.ChangedSince(before, ["ABC"])).IsFalse();
        await late.StopAsync(default);
    }

    private static Task<MarketRig> RealAsync() => MarketRig.StartAsync(new ScriptedProvider());

    private static async Task StoreAsync(MarketRig rig, decimal close) => await rig.Archive.StorePricesAsync(
        "ABC", [new(Day, close, close, close, close, 1)], 1m, closesOnly: false, default);
}
