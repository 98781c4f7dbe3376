using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
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
        await Assert.That(result.MoneyWeighted(snapshot.AsOf)!.Rate!.Value).IsEqualTo(0.1596769687).Within(1e-9);
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
    public async Task Without_a_price_there_is_no_profit_and_no_rate()
    {
        var snapshot = Snapshot("2024-01-10", [Trade(1, TradeKind.Buy, "A", "2024-01-02", 1, 100)], []);

        var result = PositionResult.Of(snapshot).Single();

        await Assert.That(result.ProfitBase).IsNull();
        await Assert.That(result.MoneyWeighted(snapshot.AsOf)).IsNull();
    }
}
