using PortfolioTracker.Domain.Lots;
using TUnit.Assertions.Enums;
using static PortfolioTracker.Tests.Domain.Lots.Ledger;

namespace PortfolioTracker.Tests.Domain.Lots;

internal sealed class LotBookTests
{
    private static readonly DateOnly Day = new(2024, 1, 1);

    [Test]
    [Arguments(CostMethod.Fifo, 300, 1100, 88)]
    [Arguments(CostMethod.Lifo, 100, 900, 288)]
    [Arguments(CostMethod.Hifo, 100, 900, 288)]
    [Arguments(CostMethod.Average, 220, 1020, 168)]
    [Arguments(CostMethod.Specific, 300, 1100, 88)]
    internal async Task Each_method_takes_its_own_lots(CostMethod method, int realised, int cost, int unrealised)
    {
        var book = LotBook.Replay(TwoBuysAndASale, [], method);

        await Assert.That(book.RealisedGain).IsEqualTo(realised);
        await Assert.That(book.Cost).IsEqualTo(cost);
        await Assert.That((book.Quantity * 132m) - book.Cost).IsEqualTo(unrealised);
        await Assert.That(book.Shortfall).IsNull();
    }

    [Test]
    [Arguments(CostMethod.Fifo, 35, -25)]
    [Arguments(CostMethod.Lifo, -15, 25)]
    [Arguments(CostMethod.Hifo, -15, 25)]
    [Arguments(CostMethod.Average, 10, 0)]
    internal async Task Sold_rebought_and_sold_again(CostMethod method, int realised, int unrealised)
    {
        LotTrade[] before = [Buy(1, Day, 10, 100), Sell(2, Day, 5, 60), Buy(3, Day, 5, 100)];

        var flat = LotBook.Replay([.. before, Sell(4, Day, 10, 150)], [], method);
        var half = LotBook.Replay([.. before, Sell(4, Day, 5, 75)], [], method);

        await Assert.That((flat.RealisedGain, flat.Quantity, flat.Cost)).IsEqualTo((10m, 0m, 0m));
        await Assert.That(flat.Open).IsEmpty();
        await Assert.That(half.RealisedGain).IsEqualTo(realised);
        await Assert.That((half.Quantity * 15m) - half.Cost).IsEqualTo(unrealised);
    }

    [Test]
    public async Task A_disposal_names_the_lots_it_consumed()
    {
        var book = LotBook.Replay(
            [Buy(1, Day, 4, 400), Buy(2, Day.AddDays(10), 6, 900), Sell(3, Day.AddDays(30), 5, 1000)],
            [], CostMethod.Fifo);

        var sale = book.Disposals[0];
        await Assert.That(sale.Lots).IsEquivalentTo(
            [
                new ConsumedLot(Id(1), Day, 4, 400, 400, 800, 800),
                new ConsumedLot(Id(2), Day.AddDays(10), 1, 150, 150, 200, 200),
            ], CollectionOrdering.Matching);
        await Assert.That(sale.Lots.Select(lot => (lot.Gain, lot.GainBase, lot.HoldingDays(sale.On))))
            .IsEquivalentTo([((decimal?)400m, (decimal?)400m, 30), (50m, 50m, 20)], CollectionOrdering.Matching);
        await Assert.That((sale.Cost, sale.CostBase, sale.Gain, sale.GainBase)).IsEqualTo((550m, 550m, 450m, 450m));
    }

    [Test]
    public async Task The_dearest_lot_goes_first_and_of_equal_ones_the_oldest()
    {
        // 12 a share, 15, 15 again (as 30 for 2), 14: the 15s in their order, then a part of the 14.
        var book = LotBook.Replay(
            [
                Buy(1, Day, 1, 12), Buy(2, Day.AddDays(1), 1, 15), Buy(3, Day.AddDays(2), 2, 30),
                Buy(4, Day.AddDays(3), 2, 28), Sell(5, Day.AddDays(4), 4, 100),
            ],
            [], CostMethod.Hifo);

        await Assert.That(book.Disposals[0].Lots.Select(lot => lot.TradeId))
            .IsEquivalentTo([Id(2), Id(3), Id(4)], CollectionOrdering.Matching);
        await Assert.That(book.Open).IsEquivalentTo(
            [new Lot(Id(1), Day, 1, 12, 12), new Lot(Id(4), Day.AddDays(3), 1, 14, 14)], CollectionOrdering.Matching);
    }

    [Test]
    public async Task Picked_lots_go_first_and_the_oldest_fill_up()
    {
        LotTrade[] trades =
        [
            Buy(1, Day, 5, 50), Buy(2, Day, 5, 60), Buy(3, Day, 5, 70), Sell(4, Day, 6, 120), Buy(5, Day, 5, 80),
        ];
        var picks = new Dictionary<Guid, IReadOnlyList<LotPick>>
        {
            // Three of the third, one that is bought later and one that is unknown, none of which is there to take.
            [Id(4)] = [new(Id(3), 3), new(Id(5), 2), new(Id(9), 2), new(Id(3), 0)],
        };

        var book = LotBook.Replay(trades, [], CostMethod.Specific, picks);
        var ignored = LotBook.Replay(trades, [], CostMethod.Lifo, picks);

        await Assert.That(book.Disposals[0].Lots.Select(lot => (lot.TradeId, lot.Quantity)))
            .IsEquivalentTo([(Id(3), 3m), (Id(1), 3m)], CollectionOrdering.Matching);
        await Assert.That(book.RealisedGain).IsEqualTo(120m - 42m - 30m);
        await Assert.That(ignored.RealisedGain).IsEqualTo(120m - 70m - 12m);
    }

    [Test]
    public async Task A_pick_never_takes_more_than_the_lot_or_the_sale_has()
    {
        var picks = new Dictionary<Guid, IReadOnlyList<LotPick>>
        {
            [Id(3)] = [new(Id(2), 7)],
            [Id(4)] = [new(Id(1), 9)],
        };

        var book = LotBook.Replay(
            [Buy(1, Day, 5, 50), Buy(2, Day, 2, 30), Sell(3, Day, 3, 60), Sell(4, Day, 1, 20)],
            [],
            CostMethod.Specific,
            picks);

        await Assert.That(book.Disposals.Select(sale => sale.Cost))
            .IsEquivalentTo([(decimal?)40m, 10m], CollectionOrdering.Matching);
        await Assert.That(book.Open).IsEquivalentTo([new Lot(Id(1), Day, 3, 30, 30)], CollectionOrdering.Matching);
    }

    [Test]
    public async Task The_pool_is_as_old_as_the_oldest_acquisition_left()
    {
        LotTrade[] trades =
        [
            Buy(1, Day, 4, 40), Buy(2, Day.AddDays(5), 4, 80), Sell(3, Day.AddDays(6), 3, 60),
            Sell(4, Day.AddDays(7), 1, 20),
        ];

        var before = LotBook.Replay(trades[..3], [], CostMethod.Average);
        var after = LotBook.Replay(trades, [], CostMethod.Average);

        await Assert.That(before.Open).IsEquivalentTo([new Lot(Id(1), Day, 5, 75, 75)], CollectionOrdering.Matching);
        await Assert.That(after.Open)
            .IsEquivalentTo([new Lot(Id(2), Day.AddDays(5), 4, 60, 60)], CollectionOrdering.Matching);
    }

    [Test]
    public async Task Thirds_of_a_cost_lose_nothing()
    {
        // 100 over 3 shares, sold one at a time: one of the sales takes the odd part.
        var book = LotBook.Replay(
            [Buy(1, Day, 3, 100), Sell(2, Day, 1, 40), Sell(3, Day, 1, 40), Sell(4, Day, 1, 40)], [], CostMethod.Fifo);

        await Assert.That(book.Disposals.Sum(sale => sale.Cost)).IsEqualTo(100m);
        await Assert.That(book.Disposals.Select(sale => sale.Cost))
            .IsEquivalentTo(
                [(decimal?)33.3333333333333333m, 33.3333333333333334m, 33.3333333333333333m],
                CollectionOrdering.Matching);
        await Assert.That((book.Quantity, book.Cost)).IsEqualTo((0m, 0m));
    }

    [Test]
    public async Task A_quantity_that_is_not_above_zero_is_a_broken_invariant()
    {
        await Assert.That(() => LotBook.Replay([Buy(1, Day, 0, 10)], [], CostMethod.Fifo))
            .Throws<ArgumentOutOfRangeException>();
    }

    [Test]
    public async Task An_empty_ledger_is_an_empty_book()
    {
        var book = LotBook.Replay([], [new Split(Day, 2, 1)], CostMethod.Average);

        await Assert.That((book.Quantity, book.Cost, book.CostBase)).IsEqualTo((0m, 0m, 0m));
        await Assert.That((book.RealisedGain, book.RealisedGainBase)).IsEqualTo((0m, 0m));
    }
}
