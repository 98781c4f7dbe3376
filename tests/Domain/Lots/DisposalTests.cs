using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Lots;

internal sealed class DisposalTests
{
    private static Disposal Sold(decimal proceeds, decimal? proceedsBase, decimal? costBase = 900) => LotBook.Replay(
        [
            new(Ledger.Id(1), new(2024, 1, 2), true, 10, 1000, costBase),
            new(Ledger.Id(2), new(2024, 6, 3), false, 10, proceeds, proceedsBase),
        ],
        [], CostMethod.Fifo).Disposals.Single();

    [Test]
    public async Task A_gain_divides_into_what_the_rate_and_what_the_price_did()
    {
        // Ten for 1000 dollars at 0.90, sold for 1200 at 0.80: cost 900, proceeds 960.
        var sale = Sold(1200, 960);

        await Assert.That((sale.GainBase, sale.CurrencyGainBase, sale.PriceGainBase)).IsEqualTo((60m, -100m, 160m));
        await Assert.That((sale.CurrencyGainOf(sale.Lots[0]), sale.PriceGainOf(sale.Lots[0])))
            .IsEqualTo((-100m, 160m));
    }

    [Test]
    [Arguments(1200, null, 900)]
    [Arguments(1200, 960, null)]
    [Arguments(0, 0, 900)]
    public async Task Without_both_rates_a_part_is_unknown(int proceeds, int? proceedsBase, int? costBase)
    {
        var sale = Sold(proceeds, proceedsBase, costBase);

        await Assert.That(sale.CurrencyGainBase).IsNull();
        await Assert.That(sale.PriceGainBase is null).IsEqualTo(costBase is not null);
    }
}
