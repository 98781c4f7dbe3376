using PortfolioTracker.Domain.Benchmarks;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Benchmarks;

internal sealed class IndexSimulationTests
{
    private static readonly DateOnly Monday = new(2024, 1, 1);

    private static Security Of(params (int Day, decimal Close)[] closes) => Security.Unknown("SPY") with
    {
        Prices = PriceSeries.From(closes.Select(close => new PricePoint(Monday.AddDays(close.Day), close.Close))),
    };

    private static decimal? One(DateOnly day) => 1m;

    private static ExternalFlow In(int day, decimal amount) => new(Monday.AddDays(day), amount, 0);

    private static ExternalFlow Out(int day, decimal amount) => new(Monday.AddDays(day), 0, amount);

    private static DateOnly[] Days(params int[] days) => [.. days.Select(day => Monday.AddDays(day))];

    private static decimal[] Values(IndexSimulation simulation) => [.. simulation.Values.Select(v => v.Close)];

    [Test]
    public async Task Flows_buy_and_sell_at_the_close_of_their_day()
    {
        // 1000 at 100 is 10 units; 220 at 110 sells 2 of them.
        var simulation = IndexSimulation.Of(
            Of((0, 100m), (1, 110m), (2, 99m)), One, 0, [In(0, 1000m), Out(1, 220m)], Days(0, 1, 2));

        await Assert.That(Values(simulation)).IsEquivalentTo(new[] { 1000m, 880m, 792m });
        await Assert.That(simulation.EndValue).IsEqualTo(792m);
        await Assert.That((simulation.Invested, simulation.Withdrawn)).IsEqualTo((1000m, 220m));
        await Assert.That(simulation.MissingFlows).IsEmpty();
    }

    [Test]
    public async Task The_opening_value_lives_through_the_first_day_and_earlier_flows_are_not_counted_again()
    {
        // 500 on the evening at 100 are 5 units, 550 at the close of the first day; the flow of that day adds 110.
        var simulation = IndexSimulation.Of(
            Of((0, 100m), (1, 110m)), One, 500m, [In(0, 500m), In(1, 110m)], Days(1));

        await Assert.That(simulation.EndValue).IsEqualTo(660m);
        await Assert.That(simulation.Invested).IsEqualTo(610m);
    }

    [Test]
    public async Task Where_the_benchmark_begins_later_the_opening_value_waits_for_its_first_close()
    {
        var simulation = IndexSimulation.Of(Of((2, 50m), (3, 60m)), One, 100m, [], Days(0, 2, 3));

        await Assert.That(simulation.Values).IsEquivalentTo(
            new[] { new PricePoint(Monday.AddDays(2), 100m), new PricePoint(Monday.AddDays(3), 120m) });
        await Assert.That(simulation.MissingFlows).IsEmpty();
    }

    [Test]
    public async Task On_a_weekend_the_next_close_within_seven_days_is_the_price()
    {
        var benchmark = Of((4, 100m), (7, 125m));

        await Assert.That(IndexSimulation.Of(benchmark, One, 0, [In(5, 1000m)], Days(4, 7)).EndValue).IsEqualTo(1000m);
        await Assert.That(IndexSimulation.Of(benchmark, One, 0, [In(0, 1000m)], Days(0, 7)).EndValue).IsEqualTo(1250m);
    }

    [Test]
    public async Task Where_no_close_follows_soon_the_last_earlier_one_is_the_price()
    {
        // Day 1 to day 9 is more than seven days: 100 buys 2 units at 50, worth 160 later.
        var benchmark = Of((0, 50m), (9, 80m));

        await Assert.That(IndexSimulation.Of(benchmark, One, 0, [In(1, 100m)], Days(0, 9)).EndValue).IsEqualTo(160m);
        await Assert.That(IndexSimulation.Of(benchmark, One, 0, [In(2, 100m)], Days(0, 9)).EndValue).IsEqualTo(100m);
    }

    [Test]
    public async Task A_flow_without_any_price_is_named_and_in_no_sum()
    {
        var simulation = IndexSimulation.Of(Of((9, 80m)), One, 70m, [In(0, 100m), In(9, 160m)], Days(0, 9, 10));

        await Assert.That(simulation.MissingFlows).IsEquivalentTo(Days(0, 0));
        await Assert.That(simulation.Invested).IsEqualTo(160m);
        await Assert.That(simulation.Values.Select(v => v.On)).IsEquivalentTo(Days(9, 10));
        await Assert.That(simulation.EndValue).IsEqualTo(160m);
    }

    [Test]
    public async Task Where_every_flow_is_missing_the_end_value_is_not_zero_but_unknown()
    {
        var simulation = IndexSimulation.Of(Security.Unknown("X"), One, 0, [In(0, 100m)], Days(0, 1));

        await Assert.That(simulation.EndValue).IsNull();
        await Assert.That(simulation.Values).IsEmpty();
    }

    [Test]
    public async Task Before_any_flow_the_value_is_zero()
    {
        await Assert.That(Values(IndexSimulation.Of(Of((0, 10m)), One, 0, [new(Monday, 0, 0)], Days(0, 1))))
            .IsEquivalentTo(new[] { 0m, 0m });
    }

    [Test]
    public async Task More_taken_out_than_is_there_leaves_a_negative_value()
    {
        var simulation = IndexSimulation.Of(
            Of((0, 100m), (1, 50m)), One, 0, [In(0, 100m), Out(1, 80m)], Days(0, 1));

        await Assert.That(simulation.EndValue).IsEqualTo(-30m);
    }

    [Test]
    public async Task A_flow_is_exchanged_on_the_day_of_its_purchase_and_an_old_close_at_the_rate_of_the_day()
    {
        decimal? Rate(DateOnly day) => day.DayNumber - Monday.DayNumber < 7 ? 0.5m : 0.8m;

        // Saturday's 800 buys on Monday at 100 x 0.8: 10 units.
        var simulation = IndexSimulation.Of(Of((4, 90m), (7, 100m)), Rate, 0, [In(5, 800m)], Days(5, 7, 8));

        await Assert.That(Values(simulation)).IsEquivalentTo(new[] { 450m, 800m, 800m });
    }

    [Test]
    public async Task Without_an_exchange_rate_a_flow_is_missing_and_a_day_has_no_value()
    {
        decimal? Rate(DateOnly day) => day == Monday ? 2m : null;

        var simulation = IndexSimulation.Of(
            Of((0, 10m), (1, 11m)), Rate, 0, [In(0, 100m), In(1, 100m)], Days(0, 1));

        await Assert.That(simulation.MissingFlows).IsEquivalentTo(Days(1));
        await Assert.That(Values(simulation)).IsEquivalentTo(new[] { 100m });
        await Assert.That(simulation.EndValue).IsNull();
    }

    [Test]
    public async Task Flows_after_the_last_day_are_not_reached_and_no_days_give_nothing()
    {
        await Assert.That(IndexSimulation.Of(Of((0, 1m)), One, 0, [In(5, 9m)], Days(0)).Invested).IsEqualTo(0m);
        await Assert.That(IndexSimulation.Of(Of((0, 1m)), One, 5m, [], []).EndValue).IsNull();
    }

    [Test]
    public async Task Flows_out_of_order_are_a_mistake_of_the_caller()
    {
        await Assert.That(() => IndexSimulation.Of(Of((0, 1m)), One, 0, [In(2, 1m), In(1, 1m)], Days(0, 3)))
            .Throws<ArgumentException>();
    }

    [Test]
    [Arguments(0)]
    [Arguments(3)]
    public async Task A_portfolio_that_holds_only_the_benchmark_has_no_difference(int firstDay)
    {
        decimal[] closes = [100m, 97m, 49m, 51.5m, 50.25m, 53m];
        decimal[] rates = [0.9m, 0.91m, 0.88m, 0.93m, 0.9m, 0.87m];
        decimal? Rate(DateOnly day) => rates[Math.Max(0, day.DayNumber - Monday.DayNumber)];
        var benchmark = Of([.. closes.Select((close, day) => (day, close))]) with
        {
            Splits = [new Split(Monday.AddDays(2), 2, 1)],
            Dividends = [new DividendEvent(Guid.NewGuid(), "SPY", Monday.AddDays(3), null, 0.75m, null)],
        };

        // Own books: buy 10 on day 0, twice as many by the split, dividend bought back on day 3, sell 4, buy 7.
        decimal[] bought = [10m, 0m, 0m, 0m, -4m, 7m];
        var (shares, values, flows) = (0m, new List<decimal>(), new List<ExternalFlow>());
        for (var day = 0; day < closes.Length; day++)
        {
            shares = day == 2 ? shares * 2 : shares;
            var paid = day == 3 ? shares * 0.75m : 0m;
            var (moneyIn, moneyOut) = (Math.Max(bought[day], 0) * closes[day], Math.Max(-bought[day], 0) * closes[day]);
            flows.Add(new(Monday.AddDays(day), (moneyIn + paid) * rates[day], (moneyOut + paid) * rates[day]));
            shares += bought[day] + (paid / closes[day]);
            values.Add(shares * closes[day] * rates[day]);
        }

        var simulation = IndexSimulation.Of(
            benchmark, Rate, firstDay == 0 ? 0 : values[firstDay - 1], flows,
            Days([.. Enumerable.Range(firstDay, closes.Length - firstDay)]));

        await Assert.That(simulation.Values.Count).IsEqualTo(closes.Length - firstDay);
        for (var day = firstDay; day < closes.Length; day++)
        {
            await Assert.That(simulation.Values[day - firstDay].Close).IsEqualTo(values[day]).Within(1e-20m);
        }
    }
}
