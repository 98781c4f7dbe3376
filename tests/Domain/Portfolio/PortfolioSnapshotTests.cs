using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class PortfolioSnapshotTests
{
    /// <summary>Buys 10 at 100 and 5 at 140, sells 6 at 150, a dividend of 1.20 on 9; a price every day.</summary>
    private static Given OneSecurity(CostMethod method)
    {
        (DateOnly On, decimal Price)[] corners =
        [
            (new(2023, 1, 2), 100), (new(2023, 7, 3), 140), (new(2024, 3, 1), 150), (new(2024, 12, 31), 132),
        ];
        var points = new List<PricePoint> { new(corners[0].On, corners[0].Price) };
        foreach (var (from, to) in corners.Zip(corners.Skip(1)))
        {
            var days = to.On.DayNumber - from.On.DayNumber;
            for (var day = 1; day <= days; day++)
            {
                points.Add(new(from.On.AddDays(day), from.Price + ((to.Price - from.Price) * day / days)));
            }
        }

        return new Given(method: method).Closes("ACME")
            .Change("ACME", security => security with { Prices = PriceSeries.From(points) })
            .Buy("ACME", "2023-01-02", 10, 100)
            .Buy("ACME", "2023-07-03", 5, 140)
            .Sell("ACME", "2024-03-01", 6, 150)
            .Dividend("ACME", "2024-06-14", 9, 1.20m);
    }

    [Test]
    [Arguments(CostMethod.Fifo, 300, 1100, 88)]
    [Arguments(CostMethod.Lifo, 100, 900, 288)]
    [Arguments(CostMethod.Hifo, 100, 900, 288)]
    [Arguments(CostMethod.Average, 220, 1020, 168)]
    public async Task Gains_divide_by_the_cost_method_and_add_up_to_one_profit(
        CostMethod method, int realised, int cost, int unrealised)
    {
        var totals = OneSecurity(method).On("2024-12-31").Totals;

        await Assert.That(totals.Value).IsEqualTo(1188m);
        await Assert.That(totals.RealisedGain).IsEqualTo(realised);
        await Assert.That(totals.Cost).IsEqualTo(cost);
        await Assert.That(totals.UnrealisedGain).IsEqualTo(unrealised);
        await Assert.That(totals.Income).IsEqualTo(10.80m);
        await Assert.That(totals.Profit).IsEqualTo(398.80m);
        await Assert.That(totals.ProfitReturn).IsEqualTo(398.80m / 1700);
        await Assert.That((totals.Invested, totals.Sold, totals.Fees)).IsEqualTo((1700m, 900m, 0m));
        await Assert.That((totals.Buys, totals.Sells, totals.Dividends, totals.Trades)).IsEqualTo((2, 1, 1, 4));
    }

    [Test]
    public async Task Returns_of_the_golden_case()
    {
        var snapshot = OneSecurity(CostMethod.Fifo).On("2024-12-31");
        var (chain, money) = (snapshot.Performance.TimeWeighted, snapshot.Performance.MoneyWeighted);

        await Assert.That((double)chain.Return!.Value).IsEqualTo(0.3303178163).Within(1e-10);
        await Assert.That(chain.Annualised!.Value).IsEqualTo(0.1533940421).Within(1e-10);
        await Assert.That(money.Rate!.Value).IsEqualTo(0.1596769687).Within(1e-10);
        await Assert.That((chain.Status, money.Status)).IsEqualTo((ReturnStatus.Ok, ReturnStatus.Ok));

        var flows = snapshot.Daily.Days.Select(day => new CashFlow(day.On, day.Out - day.In)).ToArray();
        var dietz = ModifiedDietz.Of(0, 1188, new(2023, 1, 2), new(2024, 12, 31), flows);
        await Assert.That((double)dietz!.Value).IsEqualTo(0.3480738470).Within(1e-10);
        await Assert.That(snapshot.Missing.Select(part => part.What)).IsEquivalentTo(new[] { "benchmark_history" });
    }

    [Test]
    public async Task What_exchange_rates_did_and_what_the_price_did_make_the_gain()
    {
        var snapshot = new Given("EUR").Closes("ACME", ("2024-01-02", 100), ("2024-06-03", 120))
            .Rate("USD", "EUR", ("2024-01-02", 0.90m), ("2024-06-03", 0.80m))
            .Buy("ACME", "2024-01-02", 10, 100)
            .On("2024-06-03");
        var holding = snapshot.Holdings.Single();

        await Assert.That((holding.CostBase, holding.ValueBase)).IsEqualTo((900m, 960m));
        await Assert.That(holding.UnrealisedGainBase).IsEqualTo(60m);
        await Assert.That(holding.CurrencyGainBase).IsEqualTo(-100m);
        await Assert.That(holding.PriceGainBase).IsEqualTo(160m);
        await Assert.That(holding.UnrealisedReturn).IsEqualTo(0.2m);
        await Assert.That((snapshot.Totals.CurrencyGain, snapshot.Totals.PriceGain)).IsEqualTo((-100m, 160m));
    }

    [Test]
    [Arguments(CostMethod.Fifo)]
    [Arguments(CostMethod.Lifo)]
    [Arguments(CostMethod.Hifo)]
    [Arguments(CostMethod.Average)]
    public async Task Sold_and_bought_back_on_one_day_realises_ten_under_every_method(CostMethod method)
    {
        var snapshot = new Given(method: method).Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 15))
            .Buy("ACME", "2024-01-02", 10, 10)
            .Sell("ACME", "2024-01-03", 5, 12)
            .Buy("ACME", "2024-01-03", 5, 20)
            .Sell("ACME", "2024-01-03", 10, 15)
            .On("2024-01-03");

        await Assert.That(snapshot.Totals.RealisedGain).IsEqualTo(10m);
        await Assert.That(snapshot.Holdings).IsEmpty();
        await Assert.That((snapshot.Totals.Cost, snapshot.Totals.Value)).IsEqualTo((0m, 0m));
        // 100 put in on the 2nd, 100 on the 3rd (5 x 20), 60 + 150 taken out at its end: 210 / 200.
        await Assert.That(snapshot.Performance.TimeWeighted.Return).IsEqualTo(0.05m);
    }

    [Test]
    public async Task After_the_last_sale_nothing_is_held_and_the_chain_ends()
    {
        var snapshot = new Given()
            .Closes("ACME", ("2024-01-02", 10), ("2024-01-03", 11), ("2024-01-05", 12), ("2024-06-03", 99))
            .Buy("ACME", "2024-01-02", 10, 10, fee: 1)
            .Sell("ACME", "2024-01-05", 10, 12, fee: 2)
            .On("2024-06-03");

        await Assert.That(snapshot.Totals.RealisedGain).IsEqualTo(17m);
        await Assert.That(snapshot.Totals.Fees).IsEqualTo(3m);
        await Assert.That(snapshot.Totals.Profit).IsEqualTo(17m);
        await Assert.That(snapshot.Performance.TimeWeighted.Daily[^1].On).IsEqualTo(new DateOnly(2024, 1, 5));
        await Assert.That(snapshot.Performance.TimeWeighted.Return!.Value).IsEqualTo((118m / 101) - 1).Within(1e-24m);
        await Assert.That(snapshot.Daily.Days[^1].Value).IsEqualTo(0m);
        await Assert.That(snapshot.Performance.DailyChange).IsNull();
    }

    [Test]
    public async Task An_empty_ledger_has_zeros_where_sums_are_and_null_where_figures_are()
    {
        var snapshot = new Given().On("2024-06-03");

        var totals = snapshot.Totals;
        await Assert.That((totals.Value, totals.Profit, totals.Trades)).IsEqualTo((0m, 0m, 0));
        await Assert.That(snapshot.Totals.ProfitReturn).IsNull();
        await Assert.That(snapshot.Performance.TimeWeighted.Return).IsNull();
        await Assert.That(snapshot.Performance.TimeWeighted.Reason).IsNotNull();
        await Assert.That(snapshot.Performance.MoneyWeighted.Rate).IsNull();
        await Assert.That(snapshot.Performance.YearReturn).IsNull();
        await Assert.That(snapshot.Performance.YearGain).IsNull();
        await Assert.That(snapshot.Holdings).IsEmpty();
        await Assert.That(snapshot.Contributions).IsEmpty();
        await Assert.That(snapshot.Missing).IsEmpty();
        await Assert.That(snapshot.Daily.Days).IsEmpty();
    }

    [Test]
    public async Task A_day_of_the_past_knows_neither_later_trades_nor_prices_nor_splits()
    {
        var given = new Given()
            .Closes("ACME", ("2024-01-02", 100), ("2024-01-03", 110), ("2024-01-04", 30), ("2024-01-05", 33))
            .Split("ACME", "2024-01-04", 4, 1)
            .Buy("ACME", "2024-01-02", 10, 100)
            .Sell("ACME", "2024-01-05", 8, 33);

        var then = given.On("2024-01-03", isPast: true);
        await Assert.That(then.Holdings.Single().Quantity).IsEqualTo(10m);
        await Assert.That(then.Totals.Value).IsEqualTo(1100m);
        await Assert.That((then.Totals.Sells, then.Totals.RealisedGain)).IsEqualTo((0, 0m));
        await Assert.That(then.Daily.Days[^1].On).IsEqualTo(new DateOnly(2024, 1, 3));

        // 40 shares cost 1000: the 8 sold cost 200 and brought 264; 32 are left, at 33.
        var now = given.On("2024-01-05");
        await Assert.That(now.Totals.Value).IsEqualTo(1056m);
        await Assert.That(now.Totals.RealisedGain).IsEqualTo(64m);
        await Assert.That(now.Performance.TimeWeighted.Return!.Value).IsEqualTo(0.32m).Within(1e-24m);
    }

    [Test]
    public async Task A_trade_without_a_rate_into_the_security_s_currency_leaves_the_lots_open_now_known()
    {
        // Bought for francs of which no rate is known, sold again, and bought anew for dollars.
        var snapshot = new Given().Closes("ACME", ("2024-01-02", 10), ("2024-01-05", 15))
            .Buy("ACME", "2024-01-02", 10, 9, currency: "CHF")
            .Sell("ACME", "2024-01-03", 10, 11)
            .Buy("ACME", "2024-01-04", 10, 12)
            .On("2024-01-05");

        var holding = snapshot.Holdings.Single();
        await Assert.That((holding.Cost, holding.AverageCost, holding.UnrealisedGain)).IsEqualTo((120m, 12m, 30m));
        await Assert.That((holding.RealisedGain, holding.RealisedGainBase)).IsEqualTo((null, null));
        await Assert.That(snapshot.Missing).Contains(
            new MissingPart("ACME", "exchange_rate_of_trade_day", Given.Day("2024-01-02")));
    }
}
