using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Returns;
using static PortfolioTracker.Tests.Domain.Portfolio.PeriodCase;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class PositionResultTests
{
    [Test]
    public async Task The_golden_case_brings_its_profit_and_its_rate()
    {
        var snapshot = Golden();

        var result = PositionResult.Of(snapshot).Single();

        await Assert.That(result.ProfitBase).IsEqualTo(398.80m);
        await Assert.That(result.ProfitReturn).IsEqualTo(398.80m / 1700m);
        await Assert.That(result.MoneyWeighted(snapshot)!.Rate!.Value).IsEqualTo(0.1596769687).Within(1e-9);
    }

    [Test]
    public async Task What_was_sold_altogether_stands_behind_the_holdings_with_its_gain()
    {
        var snapshot = Snapshot(
            "2024-01-10",
            [
                Trade(1, TradeKind.Buy, "Z", "2024-01-02", 1, 100),
                Trade(2, TradeKind.Buy, "B", "2024-01-02", 1, 100),
                Trade(3, TradeKind.Sell, "B", "2024-01-08", 1, 130),
            ],
            [Listed("Z", ("2024-01-10", 90))]);

        var results = PositionResult.Of(snapshot);

        await Assert.That(results.Select(result => result.Position.Symbol)).IsEquivalentTo(["Z", "B"]);
        await Assert.That(results[1].Holding).IsNull();
        await Assert.That((results[1].ProfitBase, results[1].CostBase)).IsEqualTo((30m, 0m));
        await Assert.That(results.Sum(result => result.ProfitBase)).IsEqualTo(snapshot.Totals.Profit);
    }

    [Test]
    public async Task Of_two_rates_the_one_near_to_the_return_of_the_price_is_told()
    {
        // -100, +230 and -132 after a year each: 10 % and 20 % both solve it. The price made 107 % in two years.
        var snapshot = Snapshot(
            "2023-01-01",
            [
                Trade(1, TradeKind.Buy, "A", "2021-01-01", 1, 100),
                Trade(2, TradeKind.Sell, "A", "2022-01-01", 1, 230),
                Trade(3, TradeKind.Buy, "A", "2023-01-01", 10, 132),
            ],
            [Listed("A", ("2021-01-01", 100), ("2022-01-01", 230), ("2023-01-01", 118.8m))]);

        var rate = PositionResult.Of(snapshot).Single().MoneyWeighted(snapshot)!;

        await Assert.That((rate.Status, rate.Roots)).IsEqualTo((ReturnStatus.Ambiguous, 2));
        await Assert.That(rate.Rate!.Value).IsEqualTo(0.2).Within(1e-9);
    }

    [Test]
    public async Task Without_a_price_there_is_no_profit_and_no_rate()
    {
        var snapshot = Snapshot("2024-01-10", [Trade(1, TradeKind.Buy, "A", "2024-01-02", 1, 100)], []);

        var result = PositionResult.Of(snapshot).Single();

        await Assert.That(result.ProfitBase).IsNull();
        await Assert.That(result.MoneyWeighted(snapshot)).IsNull();
    }

    [Test]
    public async Task Of_two_rates_it_tells_the_one_that_the_measured_period_tells()
    {
        // -40 % and 10 % solve it. All was lost in the end, so the time-weighted return is nearer to the first.
        var snapshot = Snapshot(
            "2023-01-01",
            [
                Trade(1, TradeKind.Buy, "A", "2021-01-01", 1, 151.515152m),
                Trade(2, TradeKind.Dividend, "A", "2022-01-01", 1, 257.575758m),
                Trade(3, TradeKind.Buy, "A", "2023-01-01", 1, 100),
                Trade(4, TradeKind.Sell, "A", "2023-01-01", 2, 0),
            ],
            [Listed("A", ("2021-01-01", 151.515152m))]);

        var rate = PositionResult.Of(snapshot).Single().MoneyWeighted(snapshot)!;

        await Assert.That(rate.Roots).IsEqualTo(2);
        await Assert.That(rate.Rate!.Value).IsEqualTo(-0.4).Within(1e-6);
        await Assert.That(rate).IsEqualTo(PeriodPerformance.Of(snapshot, symbol: "A")!.MoneyWeighted);
    }
}
