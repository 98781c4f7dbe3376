using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using static PortfolioTracker.Tests.Domain.Portfolio.PeriodCase;

namespace PortfolioTracker.Tests.Domain.Portfolio;

internal sealed class RealisedGainsTests
{
    [Test]
    public async Task A_sale_is_told_lot_by_lot_and_divided_by_how_long_each_was_held()
    {
        // 2023 has 365 days: bought on 2 January is held 366 days on 3 January 2024, bought on the 3rd 365.
        var snapshot = Snapshot(
            "2024-06-30",
            [
                Trade(1, TradeKind.Buy, "A", "2023-01-02", 10, 100),
                Trade(2, TradeKind.Buy, "A", "2023-01-03", 10, 110),
                Trade(3, TradeKind.Sell, "A", "2024-01-03", 15, 120),
            ],
            []);

        var gains = RealisedGains.Of(snapshot.Positions, 2024);

        await Assert.That(gains.Lots.Select(line => (line.Lot.TradeId, line.HoldingDays, line.IsLongTerm)))
            .IsEquivalentTo([(Id(1), 366, true), (Id(2), 365, false)]);
        await Assert.That(gains.Lots.Select(line => (line.CurrencyGainBase, line.PriceGainBase)))
            .IsEquivalentTo(new (decimal?, decimal?)[] { (0m, 200m), (0m, 50m) });
        await Assert.That(gains.LongTerm).IsEqualTo(new RealisedSum(1200m, 1000m));
        await Assert.That(gains.ShortTerm).IsEqualTo(new RealisedSum(600m, 550m));
        await Assert.That(gains.Total.Gain).IsEqualTo(250m);
        await Assert.That(gains.Unknown).IsEqualTo(0);
    }

    [Test]
    public async Task Only_sales_of_the_year_count()
    {
        var snapshot = Golden();

        await Assert.That(RealisedGains.Of(snapshot.Positions, 2023).Lots).IsEmpty();
        await Assert.That(RealisedGains.Of(snapshot.Positions, 2024).Total.Gain).IsEqualTo(300m);
        await Assert.That(RealisedGains.Of(Golden(CostMethod.Average).Positions, 2024).Total.Gain).IsEqualTo(220m);
    }

    [Test]
    public async Task A_gain_without_an_exchange_rate_is_counted_as_unknown_and_in_no_sum()
    {
        var snapshot = Snapshot(
            "2024-06-30",
            [
                Trade(1, TradeKind.Buy, "A", "2023-01-02", 1, 100, "EUR"),
                Trade(2, TradeKind.Sell, "A", "2024-01-03", 1, 120, "EUR"),
            ],
            []);

        var gains = RealisedGains.Of(snapshot.Positions, 2024);

        await Assert.That(gains.Unknown).IsEqualTo(1);
        await Assert.That(gains.Total).IsEqualTo(new RealisedSum(0, 0));
        await Assert.That(gains.Lots.Single().Lot.Gain).IsEqualTo(20m);
    }
}
