using PortfolioTracker.Domain.Portfolio;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class TotalsTests
{
    [Test]
    public async Task A_missing_price_is_null_and_the_totals_cover_the_rest()
    {
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 12)).Security("GONE", "USD")
            .Buy("ACME", "2024-01-02", 10, 10)
            .Buy("GONE", "2024-01-02", 5, 20)
            .On("2024-01-03");
        var gone = snapshot.Holdings.Single(holding => holding.Symbol == "GONE");

        await Assert.That(gone.Value).IsNull();
        await Assert.That(gone.UnrealisedGain).IsNull();
        await Assert.That(gone.DailyChange).IsNull();
        await Assert.That(snapshot.WeightOf(gone)).IsNull();
        await Assert.That(snapshot.Totals.Value).IsEqualTo(120m);
        await Assert.That(snapshot.Totals.Cost).IsEqualTo(200m);
        await Assert.That(snapshot.Totals.UnrealisedGain).IsEqualTo(20m);
        await Assert.That(snapshot.Totals.UnrealisedReturn).IsEqualTo(0.2m);
        await Assert.That(snapshot.Performance.TimeWeighted.Return!.Value).IsEqualTo(0.2m).Within(1e-24m);
        await Assert.That(snapshot.Performance.MoneyWeighted.PeriodReturn!.Value).IsEqualTo(0.2).Within(1e-12);
        await Assert.That(snapshot.Missing).Contains(new MissingPart("GONE", "price", Given.Day("2024-01-02")));
    }

    [Test]
    public async Task A_missing_rate_is_null_never_one()
    {
        var snapshot = new Given("EUR").Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 12))
            .Security("FOO", "EUR", ("2024-01-02", 7), ("2024-01-03", 8))
            .Buy("ACME", "2024-01-02", 10, 10)
            .Buy("FOO", "2024-01-02", 1, 7, currency: "EUR")
            .On("2024-01-03");
        var acme = snapshot.Holdings.Single(holding => holding.Symbol == "ACME");

        await Assert.That((acme.Value, acme.Cost, acme.UnrealisedGain)).IsEqualTo((120m, 100m, 20m));
        await Assert.That(acme.RateToBase).IsNull();
        await Assert.That(acme.ValueBase).IsNull();
        await Assert.That(acme.CostBase).IsNull();
        var totals = snapshot.Totals;
        await Assert.That((totals.Value, totals.Cost, totals.Invested)).IsEqualTo((8m, 7m, 7m));
        await Assert.That(snapshot.Missing).Contains(new MissingPart("USD/EUR", "exchange_rate", null));
        await Assert.That(snapshot.Performance.TimeWeighted.Return!.Value).IsEqualTo(8m / 7 - 1).Within(1e-24m);
    }

    [Test]
    public async Task Rates_known_for_some_trades_count_those_and_no_others()
    {
        // The purchase and the first dividend have the user's own rate or the market's, the earlier sale has none.
        var snapshot = new Given("EUR").Closes("ACME", ("2024-01-02", 10), ("2024-01-04", 10))
            .Rate("USD", "EUR", ("2024-01-04", 0.5m))
            .Buy("ACME", "2024-01-02", 10, 10, rate: 0.9m)
            .Dividend("ACME", "2024-01-03", 10, 1)
            .Sell("ACME", "2024-01-03", 2, 11)
            .Dividend("ACME", "2024-01-04", 8, 1)
            .Sell("ACME", "2024-01-04", 3, 12)
            .On("2024-01-04");

        // 3 x (12 x 0.5 - 10 x 0.9) = -9; 8 x 0.5 = 4; 36 x 0.5 = 18.
        await Assert.That(snapshot.Totals.RealisedGain).IsEqualTo(-9m);
        await Assert.That(snapshot.Totals.Income).IsEqualTo(4m);
        await Assert.That(snapshot.Totals.Sold).IsEqualTo(18m);
        await Assert.That(snapshot.Totals.Invested).IsEqualTo(90m);
        await Assert.That(snapshot.Income.Received).IsEqualTo(snapshot.Totals.Income);
        await Assert.That(snapshot.Positions.Single().Book.RealisedGainBase).IsNull();
        await Assert.That(snapshot.Contributions.Single().Profit).IsNull();
        await Assert.That(snapshot.Contributions.Single().Known).IsEqualTo(snapshot.Totals.Profit);
    }

    [Test]
    public async Task A_split_that_became_known_later_leaves_too_few_shares_and_nothing_is_gained_out_of_nowhere()
    {
        // A 1:2 reverse split: 5 shares are left of 10, so half of the sale of 10 has no purchase on record.
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 10), ("2024-01-05", 20), ("2024-01-10", 24))
            .Split("ACME", "2024-01-05", 1, 2)
            .Buy("ACME", "2024-01-02", 10, 10)
            .Sell("ACME", "2024-01-10", 10, 24)
            .On("2024-01-10");

        await Assert.That(snapshot.Totals.RealisedGain).IsEqualTo(20m);
        await Assert.That(snapshot.Totals.Sold).IsEqualTo(120m);
        await Assert.That(snapshot.Performance.TimeWeighted.Return!.Value).IsEqualTo(0.2m).Within(1e-24m);
        await Assert.That(snapshot.Performance.MoneyWeighted.PeriodReturn!.Value).IsEqualTo(0.2).Within(1e-12);
        await Assert.That(snapshot.Positions.Single().Book.Shortfall!.Value.Quantity).IsEqualTo(5m);
        await Assert.That(snapshot.Missing).Contains(new MissingPart("ACME", "shares_sold", Given.Day("2024-01-10")));
    }

    [Test]
    public async Task Fees_are_part_of_the_cost_of_a_purchase_and_kept_from_sales_and_dividends()
    {
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 12))
            .Buy("ACME", "2024-01-02", 10, 10, fee: 5)
            .Sell("ACME", "2024-01-03", 4, 12, fee: 2)
            .Dividend("ACME", "2024-01-03", 6, 1, fee: 1.5m)
            .On("2024-01-03");

        // Cost 105: 42 leave with 4 shares, which bring 46.
        await Assert.That(snapshot.Totals.Cost).IsEqualTo(63m);
        await Assert.That(snapshot.Totals.RealisedGain).IsEqualTo(4m);
        await Assert.That(snapshot.Totals.UnrealisedGain).IsEqualTo(9m);
        await Assert.That(snapshot.Totals.Income).IsEqualTo(4.5m);
        await Assert.That(snapshot.Totals.Fees).IsEqualTo(7m);
        await Assert.That(snapshot.Totals.Profit).IsEqualTo(72 + 46 + 4.5m - 105);
        await Assert.That((snapshot.Totals.FirstTradeOn, snapshot.Totals.LastTradeOn))
            .IsEqualTo((Given.Day("2024-01-02"), Given.Day("2024-01-03")));
    }
}
