using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class ProviderBudgetTests
{
    private static readonly DateTimeOffset Saturday = new(2026, 5, 16, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Instances_share_the_budget_and_a_restart_does_not_forget_it()
    {
        var provider = MarketRefresherTests.Plain();
        var clock = new ShiftedClock(Saturday);
        await using var first = await MarketRig.StartAsync(
            provider, clock: clock, settings: "AlphaVantage:DailyBudget=8");
        await using var second = await MarketRig.StartAsync(
            provider, first.Database, clock, "AlphaVantage:DailyBudget=8");
        for (var i = 0; i < 4; i++)
        {
            await first.Refresher.AskAndWaitAsync([$"A{i}"], [], Wait.AtMost, default, FetchKind.Overview);
            await second.Refresher.AskAndWaitAsync([$"B{i}"], [], Wait.AtMost, default, FetchKind.Overview);
        }

        await Assert.That(provider.Queries.Count).IsEqualTo(8);
        await Assert.That(first.Health.Status).IsEqualTo(ProviderHealth.Closed);
        await Assert.That(second.Health.CallsLeftToday).IsEqualTo(0);

        await using var third = await MarketRig.StartAsync(
            provider, first.Database, clock, "AlphaVantage:DailyBudget=8");
        await MarketRig.UntilAsync(() => third.Health.CallsLeftToday is not null);
        await Assert.That(third.Health.CallsLeftToday).IsEqualTo(0);
        await Assert.That(await third.Refresher.AskAndWaitAsync(["C"], [], Wait.AtMost, default)).IsFalse();
        await Assert.That(provider.Queries.Count).IsEqualTo(8);
    }

    [Test]
    public async Task The_background_leaves_the_reserve_to_those_who_wait()
    {
        var provider = MarketRefresherTests.Plain();
        await using var rig = await MarketRig.StartAsync(
            provider, clock: new ShiftedClock(Saturday),
            settings: ["AlphaVantage:DailyBudget=6", "AlphaVantage:CallsReservedForUsers=2"]);

        rig.Refresher.Ask(["A", "B", "C", "D"]);
        await MarketRig.UntilAsync(() => provider.Queries.Count >= 4);
        await MarketRig.UntilAsync(() => rig.Refresher.Waiting == 0);
        await Assert.That(provider.Queries.Count).IsEqualTo(4);

        // Prices and splits: two calls, which are the reserve.
        await Assert.That(await rig.Refresher.AskAndWaitAsync(["Z"], [], Wait.AtMost, default)).IsTrue();
        await Assert.That(await rig.Refresher.AskAndWaitAsync(["Y"], [], Wait.AtMost, default)).IsFalse();
        await Assert.That(provider.Queries.Count).IsEqualTo(6);
    }

    [Test]
    public async Task Instances_take_turns_so_that_together_they_ask_no_faster_than_the_key_may()
    {
        // A call every ten seconds, and a fifth on top.
        const string Slow = "ALPHA_VANTAGE_REQUESTS_PER_SECOND=0.1";
        await using var first = await MarketRig.StartAsync(new ScriptedProvider(), settings: Slow);
        await using var second = await MarketRig.StartAsync(
            new ScriptedProvider(), first.Database, settings: Slow);

        var waits = new List<double>();
        foreach (var rig in (MarketRig[])[first, second, second, first])
        {
            waits.Add((await rig.Get<ProviderBudget>().TrySpendAsync("OVERVIEW", default))!.Value.TotalSeconds);
        }

        for (var turn = 0; turn < waits.Count; turn++)
        {
            await Assert.That(waits[turn]).IsBetween(Math.Max(0, (12 * turn) - 6), 12 * turn);
        }
    }

    [Test]
    public async Task What_nobody_needed_of_the_reserve_is_free_for_all_in_the_last_two_hours_of_the_day()
    {
        // Ten in the evening in New York, in summer.
        var late = new MovableClock(new(2026, 5, 17, 1, 59, 0, TimeSpan.Zero));
        await using var rig = await MarketRig.StartAsync(
            MarketRefresherTests.Plain(), clock: late,
            settings: ["AlphaVantage:DailyBudget=3", "AlphaVantage:CallsReservedForUsers=2"]);
        var budget = rig.Get<ProviderBudget>();

        async Task<bool> SpendInBackgroundAsync()
        {
            budget.Begin(isUrgent: false);
            return await budget.TrySpendAsync("TIME_SERIES_DAILY", default) is not null;
        }

        var before = (await SpendInBackgroundAsync(), await SpendInBackgroundAsync());
        late.Advance(TimeSpan.FromMinutes(1));
        var after = (await SpendInBackgroundAsync(), await SpendInBackgroundAsync(), await SpendInBackgroundAsync());

        await Assert.That(before).IsEqualTo((true, false));
        await Assert.That(after).IsEqualTo((true, true, false));
    }

    [Test]
    public async Task A_quota_notice_closes_the_day_for_all_and_the_next_one_opens_it()
    {
        var provider = MarketRefresherTests.Plain();
        var usual = provider.Answer;
        provider.Answer = _ => ScriptedProvider.Quota;
        var clock = new ShiftedClock(Saturday);
        await using var first = await MarketRig.StartAsync(provider, clock: clock);
        await using var second = await MarketRig.StartAsync(provider, first.Database, clock);

        await Assert.That(await first.Refresher.AskAndWaitAsync(["ABC"], [], Wait.AtMost, default)).IsFalse();
        var asked = provider.Queries.Count;
        await Assert.That(await second.Refresher.AskAndWaitAsync(["XYZ"], [], Wait.AtMost, default)).IsFalse();
        await Assert.That(await first.Refresher.AskAndWaitAsync(["ABC"], [], Wait.AtMost, default)).IsFalse();

        // Workers that were already asking when the notice came may each have spent a call.
        await Assert.That(asked).IsLessThanOrEqualTo(4);
        await Assert.That(provider.Queries.Count).IsEqualTo(asked);
        await Assert.That(first.Health.Status).IsEqualTo(ProviderHealth.Closed);
        await Assert.That(second.Health.Message!).Contains("2026-05-17 04:00 UTC");

        provider.Answer = usual;
        clock.Advance(TimeSpan.FromHours(16) + TimeSpan.FromMinutes(1));
        await Assert.That(await first.Refresher.AskAndWaitAsync(["ABC"], [], Wait.AtMost, default)).IsTrue();
        await Assert.That(first.Health.Status).IsEqualTo(ProviderHealth.Ok);
    }

    [Test]
    public async Task A_refused_key_stops_all_calls_and_says_so_without_telling_it()
    {
        var provider = new ScriptedProvider
        {
            Answer = _ => """{"Error Message":"the parameter apikey is invalid or missing. TESTKEY0TESTKEY0"}""",
        };
        await using var rig = await MarketRig.StartAsync(provider, clock: new ShiftedClock(Saturday));

        await rig.Refresher.AskAndWaitAsync(["ABC"], [], Wait.AtMost, default);
        var asked = provider.Queries.Count;
        await rig.Refresher.AskAndWaitAsync(["XYZ"], [], Wait.AtMost, default);

        await Assert.That(provider.Queries.Count).IsEqualTo(asked);
        await Assert.That(rig.Health.Status).IsEqualTo(ProviderHealth.Closed);
        await Assert.That(rig.Health.Message!).Contains("ALPHA_VANTAGE_API_KEY");
        await Assert.That(await rig.ScalarAsync<long>(
            "select count(*) from pt.provider_budget where key_id like '%TESTKEY%'")).IsEqualTo(0);
    }

    [Test]
    public async Task The_sandbox_costs_nothing()
    {
        await using var rig = await MarketRig.SandboxAsync();
        await rig.SettleAsync(["IBM"]);

        await Assert.That(rig.Health.Status).IsEqualTo("sandbox");
        await Assert.That(rig.Health.CallsLeftToday).IsNull();
        await Assert.That(await rig.ScalarAsync<long>("select count(*) from pt.provider_budget")).IsEqualTo(0);
    }

    [Test]
    [Arguments(25, 2, true)]
    [Arguments(0, 2, true)]
    [Arguments(-1, 0, false)]
    [Arguments(2, 2, false)]
    [Arguments(25, -1, false)]
    public async Task A_budget_must_leave_calls_to_refresh_with(int daily, int reserved, bool isValid) =>
        await Assert.That(new ProviderBudgetOptionsValidator()
            .Validate(null, new() { DailyBudget = daily, CallsReservedForUsers = reserved }).Succeeded)
            .IsEqualTo(isValid);
}
