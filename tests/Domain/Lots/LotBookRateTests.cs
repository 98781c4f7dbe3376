using PortfolioTracker.Domain.Lots;
using TUnit.Assertions.Enums;
using static PortfolioTracker.Tests.Domain.Lots.Ledger;

namespace PortfolioTracker.Tests.Domain.Lots;

internal sealed class LotBookRateTests
{
    private static readonly DateOnly Day = new(2024, 1, 1);

    [Test]
    [Arguments(CostMethod.Fifo)]
    [Arguments(CostMethod.Average)]
    internal async Task An_unknown_rate_leaves_its_own_gain_unknown_and_no_other(CostMethod method)
    {
        LotTrade[] unknown = [Buy(1, Day, 2, 20) with { AmountBase = null }, Sell(2, Day, 2, 30)];
        LotTrade[] known = [Buy(3, Day, 2, 20) with { AmountBase = 18 }, Sell(4, Day, 1, 30) with { AmountBase = 27 }];

        var both = LotBook.Replay([.. unknown, .. known], [], method);

        await Assert.That(both.Disposals.Select(sale => sale.GainBase))
            .IsEquivalentTo([(decimal?)null, 18m], CollectionOrdering.Matching);
        await Assert.That(both.RealisedGain).IsEqualTo(10m + 20m);
        await Assert.That(both.RealisedGainBase).IsNull();
        await Assert.That(both.CostBase).IsEqualTo(9m);
        await Assert.That(LotBook.Replay(unknown[..1], [], method).CostBase).IsNull();
        await Assert.That(LotBook.Replay(known, [], method).RealisedGainBase).IsEqualTo(18m);
    }

    [Test]
    public async Task A_sale_without_a_rate_has_no_gain_in_base_currency()
    {
        var book = LotBook.Replay(
            [Buy(1, Day, 1, 20), Buy(2, Day, 1, 20), Sell(3, Day, 2, 50) with { AmountBase = null }],
            [], CostMethod.Fifo);

        await Assert.That(book.Disposals[0].Lots.Select(lot => lot.ProceedsBase))
            .IsEquivalentTo([(decimal?)null, null], CollectionOrdering.Matching);
        await Assert.That((book.Disposals[0].GainBase, book.Disposals[0].CostBase)).IsEqualTo((null, 40m));
    }

    [Test]
    [Arguments(CostMethod.Fifo)]
    [Arguments(CostMethod.Average)]
    internal async Task A_lot_whose_cost_is_unknown_leaves_the_others_known(CostMethod method)
    {
        LotTrade[] sold = [Buy(1, Day, 2, 20) with { Amount = null }, Sell(2, Day, 2, 30)];

        var book = LotBook.Replay([.. sold, Buy(3, Day, 2, 24), Sell(4, Day, 1, 15)], [], method);

        await Assert.That((book.Cost, book.RealisedGain)).IsEqualTo((12m, null));
        await Assert.That(book.Disposals.Select(sale => (sale.Cost, sale.Gain)))
            .IsEquivalentTo([((decimal?)null, (decimal?)null), (12m, 3m)], CollectionOrdering.Matching);
        await Assert.That((book.CostBase, book.RealisedGainBase)).IsEqualTo((12m, 13m));
        await Assert.That(LotBook.Replay([.. sold[..1], Buy(3, Day, 2, 24)], [], method).Cost).IsNull();
    }

    [Test]
    public async Task One_unknown_cost_leaves_open_which_lots_are_the_dearest()
    {
        var book = LotBook.Replay(
            [Buy(1, Day, 1, 20), Buy(2, Day, 1, 30), Buy(3, Day, 1, 1) with { Amount = null }, Sell(4, Day, 1, 40)],
            [], CostMethod.Hifo);

        await Assert.That(book.Disposals.Single().Lots.Single().TradeId).IsEqualTo(Id(1));
        await Assert.That((book.Cost, book.Disposals[0].Cost, book.Disposals[0].Gain)).IsEqualTo((null, null, null));
        await Assert.That(book.Disposals[0].Proceeds).IsEqualTo(40m);
    }
}
