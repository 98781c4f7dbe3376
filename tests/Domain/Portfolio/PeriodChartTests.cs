using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using static PortfolioTracker.Tests.Domain.Portfolio.PeriodCase;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class PeriodChartTests
{
    private static PortfolioSnapshot Deposit => Snapshot(
        "2024-01-10",
        [Trade(1, TradeKind.Buy, "A", "2024-01-02", 10, 100), Trade(2, TradeKind.Buy, "A", "2024-01-08", 10, 100)],
        [
            Listed("A", ("2024-01-02", 100), ("2024-01-08", 100), ("2024-01-10", 100)),
            Listed("SPY", ("2024-01-02", 50), ("2024-01-08", 50), ("2024-01-10", 55)),
        ]);

    [Test]
    public async Task Money_paid_in_is_no_gain()
    {
        var chart = PeriodChart.Of(Deposit, Day("2024-01-04"))!;

        await Assert.That(chart.StartValue).IsEqualTo(1000m);
        await Assert.That(chart.EndValue).IsEqualTo(2000m);
        await Assert.That(chart.Return).IsEqualTo(0m);
    }

    [Test]
    public async Task Both_lines_begin_with_the_same_money_on_the_same_day()
    {
        var chart = PeriodChart.Of(Deposit, Day("2024-01-04"))!;

        await Assert.That(chart.Portfolio[0]).IsEqualTo(new PricePoint(Day("2024-01-03"), 1000m));
        await Assert.That(chart.Benchmark[0]).IsEqualTo(chart.Portfolio[0]);

        // 20 units for the opening value, 20 more for the deposit, at 55.
        await Assert.That((chart.BenchmarkStartValue, chart.BenchmarkEndValue)).IsEqualTo((1000m, 2200m));
        await Assert.That(chart.BenchmarkReturn).IsEqualTo(0.1m);
        await Assert.That(chart.Outperformance).IsEqualTo(-0.1m);
        await Assert.That(chart.ValueDifference).IsEqualTo(-200m);
    }

    [Test]
    public async Task A_period_in_which_nothing_was_held_has_no_chart()
    {
        var sold = Snapshot(
            "2024-02-20",
            [Trade(1, TradeKind.Buy, "A", "2024-01-02", 1, 100), Trade(2, TradeKind.Sell, "A", "2024-01-08", 1, 100)],
            [Listed("A", ("2024-01-02", 100), ("2024-01-08", 100))]);

        await Assert.That(PeriodChart.Of(sold, Day("2024-02-14"))).IsNull();
        await Assert.That(PeriodChart.Of(sold, null)).IsNotNull();
    }

    [Test]
    [Arguments("7D", "2024-03-09")]
    [Arguments("1M", "2024-02-15")]
    [Arguments("3M", "2023-12-17")]
    [Arguments("1Y", "2023-03-17")]
    [Arguments("YTD", "2024-01-01")]
    public async Task A_period_counts_back_from_the_evening_before_its_first_day(string period, string first)
    {
        // 7D on 15 March: from the evening of the 8th, seven days of moves.
        await Assert.That(ChartPeriods.FirstDay(period, Day("2024-03-15"))).IsEqualTo(Day(first));
    }

    [Test]
    public async Task The_longest_period_has_no_first_day_and_another_name_is_no_period()
    {
        await Assert.That(ChartPeriods.FirstDay(ChartPeriods.Max, Day("2024-03-15"))).IsNull();
        await Assert.That(ChartPeriods.Names).Contains(ChartPeriods.Max);
        await Assert.That(() => ChartPeriods.FirstDay("2Y", Day("2024-03-15"))).Throws<ArgumentOutOfRangeException>();
    }
}
