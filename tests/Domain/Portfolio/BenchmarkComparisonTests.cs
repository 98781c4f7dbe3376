using PortfolioTracker.Domain.Portfolio;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class BenchmarkComparisonTests
{
    private static readonly (string, decimal)[] Index =
        [("2023-01-03", 100), ("2023-06-01", 125), ("2024-01-02", 160), ("2024-06-03", 128)];

    [Test]
    [Arguments("USD", 1.0)]
    [Arguments("EUR", 0.8)]
    public async Task A_portfolio_of_the_benchmark_alone_has_no_difference_and_the_same_rate(string inBase, double rate)
    {
        var snapshot = new Given(inBase).Closes("SPY", Index)
            .Rate("USD", "EUR", ("2023-01-01", 0.9m), ("2024-01-01", (decimal)rate))
            .Buy("SPY", "2023-01-03", 10, 100)
            .Buy("SPY", "2023-06-01", 4, 125)
            .Sell("SPY", "2024-01-02", 5, 160)
            .On("2024-06-03");
        var benchmark = snapshot.Benchmark;

        await Assert.That(benchmark.Difference!.Value).IsEqualTo(0m).Within(1e-20m);
        await Assert.That(benchmark.MoneyWeighted!.Rate!.Value)
            .IsEqualTo(snapshot.Performance.MoneyWeighted.Rate!.Value).Within(1e-12);
        await Assert.That(benchmark.DailyReturns.Count).IsEqualTo(snapshot.Daily.Days.Count);
    }

    [Test]
    public async Task The_same_money_on_the_same_days_is_worth_what_its_units_are()
    {
        // 1000 buys 10 units, 500 four more, 640 sells four: ten units at 128; the portfolio is worth 1500.
        var snapshot = new Given().Closes("SPY", Index)
            .Closes("ACME", ("2023-01-03", 50), ("2023-06-01", 50), ("2024-01-02", 80), ("2024-06-03", 68.181818m))
            .Buy("ACME", "2023-01-03", 20, 50)
            .Buy("ACME", "2023-06-01", 10, 50)
            .Sell("ACME", "2024-01-02", 8, 80)
            .On("2024-06-03");

        await Assert.That(snapshot.Benchmark.Simulation!.EndValue).IsEqualTo(1280m);
        await Assert.That(snapshot.Benchmark.Difference).IsEqualTo((22 * 68.181818m) - 1280);
        await Assert.That(snapshot.Benchmark.TimeWeighted).IsEqualTo(0.28m);
    }

    [Test]
    public async Task Without_prices_of_the_benchmark_nothing_is_compared_and_the_lack_is_named()
    {
        var snapshot = new Given().Closes("ACME", ("2023-01-03", 50)).Buy("ACME", "2023-01-03", 20, 50)
            .On("2023-01-03");

        await Assert.That(snapshot.Benchmark.Simulation).IsNull();
        await Assert.That(snapshot.Benchmark.Difference).IsNull();
        await Assert.That(snapshot.Performance.Beta.Value).IsNull();
        await Assert.That(snapshot.Performance.Beta.Observations).IsEqualTo(0);
        await Assert.That(snapshot.Missing).Contains(
            new MissingPart("SPY", "benchmark_history", Given.Day("2023-01-03")));
    }

    [Test]
    public async Task A_benchmark_that_begins_after_the_first_flow_did_not_get_the_same_money()
    {
        var snapshot = new Given().Closes("SPY", ("2023-06-01", 125), ("2024-06-03", 128))
            .Closes("ACME", ("2023-01-03", 50), ("2024-06-03", 60))
            .Buy("ACME", "2023-01-03", 20, 50)
            .Buy("ACME", "2023-06-01", 10, 50)
            .On("2024-06-03");

        await Assert.That(snapshot.Benchmark.Simulation!.EndValue).IsEqualTo(512m);
        await Assert.That(snapshot.Benchmark.Difference).IsNull();
        await Assert.That(snapshot.Benchmark.MoneyWeighted).IsNull();
        await Assert.That(snapshot.Benchmark.TimeWeighted).IsNull();
        await Assert.That(snapshot.Missing).Contains(
            new MissingPart("SPY", "benchmark_price_of_flow", Given.Day("2023-01-03")));
    }

    [Test]
    public async Task A_flow_of_the_last_day_does_not_wait_for_a_close_after_it()
    {
        // Saturday the 6th: the close of Monday the 8th is not known yet, so Friday's counts.
        var snapshot = new Given().Closes("SPY", ("2024-01-05", 100), ("2024-01-08", 200))
            .Closes("ACME", ("2024-01-05", 50))
            .Buy("ACME", "2024-01-06", 20, 50)
            .On("2024-01-06", isPast: true);

        await Assert.That(snapshot.Benchmark.Simulation!.EndValue).IsEqualTo(1000m);
    }

    [Test]
    public async Task A_quote_of_the_benchmark_is_its_last_close()
    {
        var snapshot = new Given().Closes("SPY", ("2024-01-04", 100), ("2024-01-05", 100))
            .Quote("SPY", "2024-01-08", 110)
            .Buy("SPY", "2024-01-04", 10, 100)
            .On("2024-01-08");

        await Assert.That(snapshot.Totals.Value).IsEqualTo(1100m);
        await Assert.That(snapshot.Benchmark.Difference).IsEqualTo(0m);
    }

    [Test]
    public async Task What_the_index_did_while_nothing_was_held_is_no_return_of_the_day_of_coming_back()
    {
        var snapshot = new Given()
            .Closes("SPY", ("2024-01-02", 100), ("2024-01-03", 102), ("2024-03-04", 200), ("2024-03-05", 210))
            .Closes("A", ("2024-01-02", 50), ("2024-01-03", 51))
            .Closes("B", ("2024-03-04", 10), ("2024-03-05", 11))
            .Buy("A", "2024-01-02", 1, 50).Sell("A", "2024-01-03", 1, 51).Buy("B", "2024-03-04", 5, 10)
            .On("2024-03-05");

        // Days: 2 and 3 January, 3 March (the evening before), 4 and 5 March.
        await Assert.That(snapshot.Daily.Days.Select(day => day.On.DayNumber - Given.Day("2024-01-01").DayNumber))
            .IsEquivalentTo([1, 2, 62, 63, 64]);
        double?[] expected = [0, 0.02, 0, 0, 0.05];
        await Assert.That(snapshot.Benchmark.DailyReturns.Select(r => Math.Round(r!.Value, 12)))
            .IsEquivalentTo(expected.Select(r => r!.Value));
    }

    [Test]
    public async Task Money_that_the_benchmark_gets_late_has_no_rate_to_compare()
    {
        // Bought in 2022; the first close is of 2024, and so is the first payment into the benchmark.
        var snapshot = new Given().Closes("SPY", ("2022-01-03", 50), ("2024-01-02", 100), ("2024-06-03", 110))
            .Closes("A", ("2024-01-02", 80), ("2024-06-03", 90))
            .Buy("A", "2022-01-03", 1, 40)
            .On("2024-06-03");

        await Assert.That(snapshot.Performance.MoneyWeighted.Days).IsEqualTo(882);
        await Assert.That(snapshot.Benchmark.Simulation!.Invested).IsEqualTo(80m);
        await Assert.That(snapshot.Benchmark.MoneyWeighted).IsNull();
        await Assert.That(snapshot.Benchmark.Reason).IsEqualTo(BenchmarkComparison.LateMoney);
    }
}
