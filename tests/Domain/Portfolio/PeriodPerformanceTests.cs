using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using static PortfolioTracker.Tests.Domain.Portfolio.PeriodCase;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class PeriodPerformanceTests
{
    [Test]
    [Arguments(null)]
    [Arguments("XYZ")]
    public async Task The_golden_case_has_its_four_returns(string? symbol)
    {
        var period = PeriodPerformance.Of(Golden(), symbol: symbol)!;

        // Values worked independently: numbers.md, G1.
        await Assert.That(period.ClosingValue).IsEqualTo(1188m);
        await Assert.That(period.Gain).IsEqualTo(398.80m);
        await Assert.That(Math.Round(period.TimeWeighted.Return!.Value, 10)).IsEqualTo(0.3303178163m);
        await Assert.That(period.TimeWeighted.Annualised!.Value).IsEqualTo(0.1533940421).Within(1e-9);
        await Assert.That(period.MoneyWeighted.Rate!.Value).IsEqualTo(0.1596769687).Within(1e-9);
        await Assert.That(Math.Round(period.ModifiedDietz!.Value, 10)).IsEqualTo(0.3480738470m);
        await Assert.That(Math.Round(period.AverageInvestment.Return!.Value, 10)).IsEqualTo(0.3126400142m);
        await Assert.That(Math.Round(period.AverageInvestment.AverageInvestment!.Value, 8)).IsEqualTo(1241.04395604m);
    }

    [Test]
    [Arguments(CostMethod.Lifo)]
    [Arguments(CostMethod.Average)]
    public async Task The_lot_method_changes_none_of_the_returns(CostMethod method)
    {
        var (fifo, other) = (PeriodPerformance.Of(Golden())!, PeriodPerformance.Of(Golden(method))!);

        await Assert.That(other.TimeWeighted.Return).IsEqualTo(fifo.TimeWeighted.Return);
        await Assert.That(other.AverageInvestment).IsEqualTo(fifo.AverageInvestment);
        await Assert.That(other.Gain).IsEqualTo(fifo.Gain);
    }

    [Test]
    public async Task The_whole_life_of_the_portfolio_has_the_figures_of_the_snapshot()
    {
        var snapshot = Golden();

        var period = PeriodPerformance.Of(snapshot)!;

        await Assert.That(period.TimeWeighted.Return).IsEqualTo(snapshot.Performance.TimeWeighted.Return);
        await Assert.That(period.MoneyWeighted).IsEqualTo(snapshot.Performance.MoneyWeighted);
    }

    [Test]
    public async Task A_period_begins_with_what_was_held_the_evening_before()
    {
        // 10 at 100; 110 on the eve of the period; 5 more at 115 in it, of which dividends pay 6; 121 at its end.
        var snapshot = Snapshot(
            "2024-01-20",
            [
                Trade(1, TradeKind.Buy, "A", "2024-01-02", 10, 100),
                Trade(2, TradeKind.Buy, "A", "2024-01-15", 5, 115),
                Trade(3, TradeKind.Dividend, "A", "2024-01-18", 15, 0.40m),
            ],
            [Listed("A", ("2024-01-02", 100), ("2024-01-08", 110), ("2024-01-15", 115), ("2024-01-20", 121))]);

        var period = PeriodPerformance.Of(snapshot, Day("2024-01-11"))!;

        await Assert.That(period.From).IsEqualTo(Day("2024-01-11"));
        await Assert.That(period.LengthDays).IsEqualTo(10);
        await Assert.That(period.OpeningValue).IsEqualTo(1100m);
        await Assert.That(period.PaidIn).IsEqualTo(575m);
        await Assert.That(period.TakenOut).IsEqualTo(6m);
        await Assert.That(period.Gain).IsEqualTo(1815m + 6m - 1100m - 575m);

        // (1725 / 1675) x (1731 / 1725) x (1815 / 1725): the dividend leaves at the end of its day.
        await Assert.That(Math.Round(period.TimeWeighted.Return!.Value, 10))
            .IsEqualTo(Math.Round(1725m / 1675m * (1731m / 1725m) * (1815m / 1725m) - 1, 10));

        // From the evening of the 10th to the 20th: ten days, the purchase there for five, the dividend gone for two.
        await Assert.That(Math.Round(period.ModifiedDietz!.Value, 10))
            .IsEqualTo(Math.Round(146m / (1100m + 575m * 0.5m - 6m * 0.2m), 10));
    }

    [Test]
    public async Task A_period_that_begins_before_the_first_trade_begins_with_it()
    {
        var period = PeriodPerformance.Of(Golden(), Day("2000-01-01"))!;

        await Assert.That(period.From).IsEqualTo(Day("2023-01-02"));
        await Assert.That(period.OpeningValue).IsEqualTo(0m);
    }

    [Test]
    public async Task One_symbol_is_measured_without_the_others()
    {
        var snapshot = Snapshot(
            "2024-01-10",
            [Trade(1, TradeKind.Buy, "A", "2024-01-02", 1, 100), Trade(2, TradeKind.Buy, "B", "2024-01-02", 1, 100)],
            [
                Listed("A", ("2024-01-02", 100), ("2024-01-10", 110)),
                Listed("B", ("2024-01-02", 100), ("2024-01-10", 70)),
            ]);

        await Assert.That(PeriodPerformance.Of(snapshot, symbol: "A")!.TimeWeighted.Return).IsEqualTo(0.10m);
        await Assert.That(PeriodPerformance.Of(snapshot, symbol: "B")!.TimeWeighted.Return).IsEqualTo(-0.30m);
        await Assert.That(PeriodPerformance.Of(snapshot)!.TimeWeighted.Return).IsEqualTo(-0.10m);
    }

    [Test]
    public async Task The_gains_of_the_symbols_add_up_to_the_gain_of_the_portfolio()
    {
        var snapshot = Snapshot(
            "2024-01-20",
            [
                Trade(1, TradeKind.Buy, "A", "2024-01-02", 7, 100),
                Trade(2, TradeKind.Buy, "B", "2024-01-04", 3, 33.33m),
                Trade(3, TradeKind.Sell, "A", "2024-01-12", 2, 111.11m),
                Trade(4, TradeKind.Dividend, "B", "2024-01-15", 3, 0.17m),
            ],
            [
                Listed("A", ("2024-01-02", 99), ("2024-01-09", 107.5m), ("2024-01-19", 103)),
                Listed("B", ("2024-01-04", 33), ("2024-01-11", 31.7m), ("2024-01-18", 36.9m)),
            ]);

        decimal Gain(string? symbol) => PeriodPerformance.Of(snapshot, Day("2024-01-10"), symbol)!.Gain;

        // 5 x 103 + 2 x 111.11 - 7 x 107.5; 3 x 36.9 + 0.51 - 3 x 33 (the close of the 11th lies in the period).
        await Assert.That(Gain("A")).IsEqualTo(-15.28m);
        await Assert.That(Gain("B")).IsEqualTo(12.21m);
        await Assert.That(Gain(null)).IsEqualTo(-3.07m);
    }

    [Test]
    public async Task A_whole_year_from_a_weekend_on_counts_all_its_days()
    {
        // 1 January 2023 is a Sunday; the first close of the period is Tuesday's.
        var snapshot = Snapshot(
            "2023-12-31",
            [Trade(1, TradeKind.Buy, "A", "2022-12-30", 1, 100)],
            [Listed("A", ("2022-12-30", 100), ("2023-01-03", 101), ("2023-12-29", 108))]);

        var period = PeriodPerformance.Of(snapshot, Day("2023-01-01"))!;

        await Assert.That(period.TimeWeighted.Days).IsEqualTo(365);
        await Assert.That(period.TimeWeighted.Annualised!.Value).IsEqualTo(0.08).Within(1e-12);
    }

    [Test]
    public async Task Without_a_trade_in_the_scope_there_is_nothing_to_measure()
    {
        await Assert.That(PeriodPerformance.Of(Golden(), symbol: "ABC")).IsNull();
        await Assert.That(PeriodPerformance.Of(Snapshot("2024-01-10", [], []))).IsNull();
    }

    [Test]
    public async Task A_purchase_before_the_period_without_a_rate_leaves_the_average_investment_unknown()
    {
        var snapshot = new Given().Security("A", "EUR", ("2024-01-02", 100), ("2024-01-05", 100), ("2024-01-10", 110))
            .Rate("EUR", "USD", ("2024-01-04", 1.1m))
            .Buy("A", "2024-01-02", 1, 100, currency: "EUR")
            .On("2024-01-10");

        var period = PeriodPerformance.Of(snapshot, Day("2024-01-05"))!;

        await Assert.That(period.Gaps).IsEmpty();
        await Assert.That(period.AverageInvestment.Return).IsNull();
        await Assert.That(period.TimeWeighted.Return).IsEqualTo(0.1m);
    }

    [Test]
    public async Task What_could_not_be_valued_is_named_and_the_average_is_not_told()
    {
        var snapshot = Snapshot(
            "2024-01-10",
            [Trade(1, TradeKind.Buy, "A", "2024-01-02", 1, 100), Trade(2, TradeKind.Buy, "B", "2024-01-02", 1, 100)],
            [Listed("A", ("2024-01-02", 100), ("2024-01-10", 110))]);

        var period = PeriodPerformance.Of(snapshot)!;

        await Assert.That(period.Gaps.Single().Symbol).IsEqualTo("B");
        await Assert.That(period.TimeWeighted.Return).IsEqualTo(0.10m);
        await Assert.That(period.AverageInvestment.Return).IsNull();
    }

    [Test]
    public async Task A_symbol_has_one_rate_from_its_first_trade_on_whatever_its_prices_reach_back_to()
    {
        var snapshot = Snapshot(
            "2024-06-03",
            [Trade(1, TradeKind.Buy, "A", "2022-06-03", 1, 40)],
            [Listed("A", ("2024-01-02", 80), ("2024-06-03", 90))]);

        var period = PeriodPerformance.Of(snapshot, symbol: "A")!;

        // 40 became 90 in 731 days.
        await Assert.That(period.MoneyWeighted.Rate!.Value).IsEqualTo(Math.Pow(90 / 40d, 365 / 731d) - 1).Within(1e-12);
        await Assert.That(period.MoneyWeighted)
            .IsEqualTo(PositionResult.Of(snapshot)[0].MoneyWeighted(snapshot.AsOf));
    }
}
