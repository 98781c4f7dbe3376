using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using static PortfolioTracker.Tests.Domain.Portfolio.PeriodCase;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class BenchmarkPeriodTests
{
    [Test]
    [Arguments(null)]
    [Arguments("2024-01-08")]
    [Arguments("2024-01-09")]
    public async Task A_portfolio_that_holds_only_the_benchmark_does_as_it_does(string? from)
    {
        var snapshot = Snapshot(
            "2024-01-20",
            [
                Trade(1, TradeKind.Buy, "SPY", "2024-01-02", 10, 100),
                Trade(2, TradeKind.Buy, "SPY", "2024-01-12", 4, 125),
                Trade(3, TradeKind.Sell, "SPY", "2024-01-16", 6, 120),
            ],
            [Listed("SPY", ("2024-01-02", 100), ("2024-01-08", 110), ("2024-01-12", 125), ("2024-01-16", 120),
                ("2024-01-19", 130))]);
        var period = PeriodPerformance.Of(snapshot, from is null ? null : Day(from))!;

        var benchmark = BenchmarkPeriod.Of(period, snapshot.Market, "SPY", "USD");

        await Assert.That(benchmark.Reason).IsNull();
        await Assert.That(Math.Round(benchmark.Simulation!.EndValue!.Value, 10)).IsEqualTo(8 * 130m);
        await Assert.That(Math.Round(benchmark.Matched!.Return!.Value, 12))
            .IsEqualTo(Math.Round(period.TimeWeighted.Return!.Value, 12));
        await Assert.That(benchmark.MoneyWeighted!.Rate!.Value)
            .IsEqualTo(period.MoneyWeighted.Rate!.Value).Within(1e-6 * period.MoneyWeighted.Rate.Value);
    }

    [Test]
    public async Task The_opening_value_is_invested_on_the_evening_before()
    {
        // Worth 1000 on the eve; the benchmark goes from 50 to 60, so 20 units become 1200. It was 40 at the start.
        var snapshot = Snapshot(
            "2024-01-10",
            [Trade(1, TradeKind.Buy, "A", "2024-01-02", 10, 90)],
            [
                Listed("A", ("2024-01-02", 90), ("2024-01-05", 100), ("2024-01-10", 100)),
                Listed("SPY", ("2024-01-02", 40), ("2024-01-05", 50), ("2024-01-10", 60)),
            ]);
        var period = PeriodPerformance.Of(snapshot, Day("2024-01-06"))!;

        var benchmark = BenchmarkPeriod.Of(period, snapshot.Market, "SPY", "USD");

        await Assert.That(benchmark.Simulation!.EndValue).IsEqualTo(1200m);
        await Assert.That(benchmark.Matched!.Return).IsEqualTo(0.2m);
        await Assert.That(benchmark.OwnReturn).IsEqualTo(0.2m);
    }

    [Test]
    public async Task A_benchmark_that_begins_long_after_the_first_flow_has_no_figure_but_its_own_and_says_why()
    {
        var snapshot = Snapshot(
            "2024-02-10",
            [Trade(1, TradeKind.Buy, "A", "2024-01-02", 10, 90)],
            [
                Listed("A", ("2024-01-02", 90), ("2024-02-09", 100)),
                Listed("SPY", ("2024-02-01", 50), ("2024-02-09", 60)),
            ]);

        var benchmark = BenchmarkPeriod.Of(PeriodPerformance.Of(snapshot)!, snapshot.Market, "SPY", "USD");

        await Assert.That(benchmark.Matched).IsNull();
        await Assert.That(benchmark.OwnReturn).IsNull();
        await Assert.That(benchmark.Simulation!.MissingFlows).IsEquivalentTo([Day("2024-01-02")]);
        await Assert.That(benchmark.Reason).Contains("on some days of the period");
    }

    [Test]
    public async Task Without_prices_of_the_benchmark_there_is_a_reason_and_no_figure()
    {
        var snapshot = Golden();

        var benchmark = BenchmarkPeriod.Of(PeriodPerformance.Of(snapshot)!, snapshot.Market, "SPY", "USD");

        await Assert.That(benchmark.Simulation).IsNull();
        await Assert.That(benchmark.Matched).IsNull();
        await Assert.That(benchmark.Reason).IsEqualTo("The benchmark has no prices.");
    }

    [Test]
    public async Task A_rest_in_the_benchmark_moves_on_while_nothing_is_held()
    {
        // 100 buys one unit; 80 are taken out at 100: 0.2 units stay, worth 20, then 40 on the evening of 3 March.
        // 160 more make it 200, and 220 the day after.
        var snapshot = Snapshot(
            "2024-03-05",
            [
                Trade(1, TradeKind.Buy, "A", "2024-01-02", 1, 100),
                Trade(2, TradeKind.Sell, "A", "2024-01-03", 1, 80),
                Trade(3, TradeKind.Buy, "B", "2024-03-04", 16, 10),
            ],
            [
                Listed("A", ("2024-01-02", 100), ("2024-01-03", 80)),
                Listed("B", ("2024-03-04", 10), ("2024-03-05", 10)),
                Listed("SPY", ("2024-01-02", 100), ("2024-01-03", 100), ("2024-03-01", 200), ("2024-03-04", 200),
                    ("2024-03-05", 220)),
            ]);

        var benchmark = BenchmarkPeriod.Of(PeriodPerformance.Of(snapshot)!, snapshot.Market, "SPY", "USD");

        await Assert.That(benchmark.Simulation!.EndValue).IsEqualTo(220m);
        await Assert.That(benchmark.Matched!.Return).IsEqualTo(1.2m);
    }

    [Test]
    public async Task A_close_after_the_period_is_not_known_in_it()
    {
        // Saturday the 6th: Friday's close counts, not that of Monday.
        var snapshot = Snapshot(
            "2024-01-06",
            [Trade(1, TradeKind.Buy, "A", "2024-01-06", 20, 50)],
            [Listed("A", ("2024-01-05", 50)), Listed("SPY", ("2024-01-05", 100), ("2024-01-08", 200))]);

        var benchmark = BenchmarkPeriod.Of(PeriodPerformance.Of(snapshot)!, snapshot.Market, "SPY", "USD");

        await Assert.That(benchmark.Simulation!.EndValue).IsEqualTo(1000m);
        await Assert.That(benchmark.Simulation.EndValue).IsEqualTo(snapshot.Benchmark.Simulation!.EndValue);
    }
}
