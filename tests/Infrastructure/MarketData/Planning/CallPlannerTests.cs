using PortfolioTracker.Infrastructure.MarketData.Planning;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Planning;

internal sealed class CallPlannerTests
{
    [Test]
    public async Task The_most_value_that_is_longest_out_of_date_goes_first() =>
        // 1,000 x 2; 10,000 x 12 = 120,000; 100,000 x 1; of an unknown price all sessions are behind.
        await Assert.That(Order(
            Prices("SMALL", 1_000, 2), Prices("OLD", 10_000, 12), Prices("LARGE", 100_000, 1), Prices("NEW", 6, null)))
            .IsEqualTo("NEW OLD LARGE SMALL");

    [Test]
    public async Task A_gap_that_would_stay_for_good_comes_before_any_value() =>
        await Assert.That(Order(Prices("LARGE", 1e9, 5), Prices("TINY", 1, 95), Prices("LESS", 1, 94)))
            .IsEqualTo("TINY LARGE LESS");

    [Test]
    public async Task What_nears_a_gap_is_twice_as_urgent_every_four_sessions() =>
        // 1 x 62 x 2^3 = 496 against 500 x 1, and 1 x 66 x 2^4 = 1,056.
        await Assert.That(Order(Prices("NEAR", 1, 62), Prices("LARGE", 500, 1), Prices("NEARER", 1, 66)))
            .IsEqualTo("NEARER LARGE NEAR");

    [Test]
    public async Task A_price_of_today_comes_before_a_dividend_of_the_quarter() =>
        await Assert.That(Order(
            new CallCandidate(new("A", FetchKind.Dividends), 100_000, 10), Prices("A", 100_000, 1),
            new(new("A", FetchKind.Overview), 100_000, 20), new(new("A.LON", FetchKind.Search), 100_000, null)))
            .IsEqualTo("A.LON A A A");

    [Test]
    public async Task What_nobody_holds_still_has_its_order_by_kind() =>
        await Assert.That(string.Join(' ', CallPlanner.Order(
        [
            new(new("A", FetchKind.Overview), 0, null), new(new("A", FetchKind.Splits), 0, null),
            new(new("A", FetchKind.Prices), 0, null),
        ]).Select(candidate => candidate.Item.Kind))).IsEqualTo("Prices Splits Overview");

    [Test]
    [Arguments("2026-05-15", "2026-05-15", 0)] // Friday
    [Arguments("2026-05-15", "2026-05-17", 0)]
    [Arguments("2026-05-15", "2026-05-18", 1)]
    [Arguments("2026-05-13", "2026-05-18", 3)]
    [Arguments("2026-05-18", "2026-06-18", 23)]
    [Arguments("2026-05-18", "2026-05-01", 0)]
    public async Task Weekdays_count_after_the_first_day(string on, string until, int expected) =>
        await Assert.That(CallPlanner.WeekdaysBetween(DateOnly.Parse(on), DateOnly.Parse(until))).IsEqualTo(expected);

    /// <summary>The shares of other habits, and how many calls it would take, are told by <c>bench/Market.Bench</c>.
    /// </summary>
    [Test]
    public async Task In_a_month_of_25_calls_a_day_nearly_all_is_fresh_that_could_be_and_no_symbol_is_forgotten()
    {
        var values = HeldValues.Draw(symbols: 300, users: 50, Habit.Core);
        var days = new BudgetSimulation(values, callsPerDay: 25, reserve: 2)
            .Run(new(2025, 10, 1), warmUpDays: 200, days: 30);
        TestContext.Current!.Output.WriteLine(string.Join('\n', days));

        await Assert.That(values.Count).IsEqualTo(300);
        await Assert.That(days.Count).IsEqualTo(30);
        await Assert.That(days.Average(day => day.Best - day.Fresh)).IsLessThan(0.05);
        await Assert.That(days.Average(day => day.Fresh)).IsGreaterThan(0.8);
        await Assert.That(days.Average(day => day.WithinFive)).IsGreaterThan(0.94);
        await Assert.That(days.Max(day => day.OldestSessions)).IsLessThan(100);
    }

    [Test]
    public async Task With_a_second_source_for_three_symbols_in_four_nearly_everything_is_fresh_at_25_calls_a_day()
    {
        foreach (var habit in Habit.All)
        {
            var values = HeldValues.Draw(symbols: 300, users: 50, habit);
            var elsewhere = values.Keys.Where((_, index) => index % 4 > 0).ToHashSet();
            var days = new BudgetSimulation(values, callsPerDay: 25, reserve: 2, elsewhere)
                .Run(new(2025, 10, 1), warmUpDays: 200, days: 30);

            await Assert.That(days.Average(day => day.Fresh)).IsGreaterThan(0.95);
        }
    }

    [Test]
    public async Task With_enough_calls_everything_is_fresh_every_day()
    {
        var values = HeldValues.Draw(symbols: 300, users: 50, Habit.Pickers);
        var days = new BudgetSimulation(values, callsPerDay: 500, reserve: 2)
            .Run(new(2025, 10, 1), warmUpDays: 10, days: 30);

        await Assert.That(days.Min(day => day.Fresh)).IsGreaterThan(0.999);
    }

    private static CallCandidate Prices(string symbol, double value, int? behind) =>
        new(new(symbol, FetchKind.Prices), value, behind);

    private static string Order(params CallCandidate[] candidates) =>
        string.Join(' ', CallPlanner.Order(candidates).Select(candidate => candidate.Item.Key));
}
