using System.Diagnostics;
using PortfolioTracker.Domain.Lots;
using TUnit.Assertions.Enums;
using static PortfolioTracker.Tests.Domain.Lots.Ledger;

namespace PortfolioTracker.Tests.Domain.Lots;

internal sealed class LotBookSplitTests
{
    private static readonly DateOnly Day = new(2024, 1, 1);

    [Test]
    public async Task A_split_multiplies_shares_and_leaves_costs()
    {
        // A trade on the day of the split is already post-split: 2 x 4 + 4.
        var book = LotBook.Replay(
            [Buy(1, Day, 2, 100), Buy(2, Day.AddDays(1), 4, 120)], [new(Day.AddDays(1), 4, 1)], CostMethod.Fifo);

        await Assert.That(book.Open).IsEquivalentTo(
            [new Lot(Id(1), Day, 8, 100, 100), new Lot(Id(2), Day.AddDays(1), 4, 120, 120)],
            CollectionOrdering.Matching);
        await Assert.That(book.Quantity).IsEqualTo(12m);
    }

    [Test]
    public async Task A_split_after_the_last_trade_counts_too()
    {
        var book = LotBook.Replay([Buy(1, Day, 10, 1000)], [new(Day.AddDays(9), 1, 4)], CostMethod.Average);

        await Assert.That(book.Open)
            .IsEquivalentTo([new Lot(Id(1), Day, 2.5m, 1000, 1000)], CollectionOrdering.Matching);
    }

    [Test]
    public async Task A_disposal_before_a_split_keeps_the_shares_of_its_day()
    {
        var book = LotBook.Replay(
            [Buy(1, Day, 9, 90), Sell(2, Day, 3, 60), Sell(3, Day.AddDays(2), 6, 80)],
            [new(Day.AddDays(1), 3, 2)],
            CostMethod.Fifo);

        await Assert.That(book.Disposals.Select(sale => (sale.Quantity, sale.Lots[0].Quantity, sale.Cost)))
            .IsEquivalentTo([(3m, 3m, (decimal?)30m), (6m, 6m, 40m)], CollectionOrdering.Matching);
        await Assert.That((book.Quantity, book.Cost)).IsEqualTo((3m, 20m));
    }

    [Test]
    [MatrixDataSource]
    internal async Task Three_thirds_of_a_share_are_one_share(
        [Matrix(CostMethod.Fifo, CostMethod.Lifo, CostMethod.Hifo, CostMethod.Average)] CostMethod method)
    {
        var book = LotBook.Replay(
            [Buy(1, Day, 1, 10), Buy(2, Day, 1, 10), Buy(3, Day, 1, 10), Sell(4, Day.AddDays(1), 1, 45)],
            [new(Day.AddDays(1), 1, 3)],
            method);

        await Assert.That(book.Shortfall).IsNull();
        await Assert.That((book.Quantity, book.Cost, book.RealisedGain)).IsEqualTo((0m, 0m, 15m));
        await Assert.That(book.Disposals[0].Lots.Sum(lot => lot.Quantity)).IsEqualTo(1m);
    }

    [Test]
    public async Task A_third_that_grows_back_is_whole_again()
    {
        var book = LotBook.Replay(
            [Buy(1, Day, 10, 100)], [new(Day.AddDays(1), 1, 3), new(Day.AddDays(2), 3, 1)], CostMethod.Fifo);

        await Assert.That(book.Open).IsEquivalentTo([new Lot(Id(1), Day, 10, 100, 100)], CollectionOrdering.Matching);
    }

    [Test]
    public async Task Shares_too_many_for_exact_units_round_in_the_last_digit_only()
    {
        // 1e17 shares with ten decimals use 28 digits; 1:7 would need more.
        LotTrade[] trades = [Buy(1, Day, 100_000_000_000_000_000.0000000007m, 7), Sell(2, Day.AddDays(2), 1, 2)];

        var book = LotBook.Replay(trades, [new(Day.AddDays(1), 1, 7), new(Day.AddDays(3), 20, 1)], CostMethod.Hifo);

        await Assert.That(book.Cost + book.Disposals[0].Cost).IsEqualTo(7m);
        await Assert.That(Math.Round(book.Quantity, 5)).IsEqualTo(285_714_285_714_285_694.28571m);
    }

    [Test]
    public async Task A_sale_of_more_than_is_held_books_the_covered_part()
    {
        var book = LotBook.Replay(
            [Buy(1, Day, 6, 60), Sell(2, Day, 8, 160), Sell(3, Day.AddDays(1), 1, 20), Buy(4, Day.AddDays(2), 1, 30)],
            [],
            CostMethod.Fifo);

        // 6 of 8 shares: proceeds 120 of 160. The sale of nothing is no disposal.
        await Assert.That(book.Shortfall).IsEqualTo(new Shortfall(Day, 2));
        await Assert.That(book.Disposals.Select(sale => (sale.Quantity, sale.Proceeds, sale.ProceedsBase, sale.Gain)))
            .IsEquivalentTo([(6m, (decimal?)120m, (decimal?)120m, (decimal?)60m)], CollectionOrdering.Matching);
        await Assert.That(book.Open)
            .IsEquivalentTo([new Lot(Id(4), Day.AddDays(2), 1, 30, 30)], CollectionOrdering.Matching);
    }

    [Test]
    [Arguments(CostMethod.Average)]
    [Arguments(CostMethod.Lifo)]
    [Arguments(CostMethod.Hifo)]
    [Arguments(CostMethod.Specific)]
    internal async Task A_sale_out_of_nothing_is_a_shortfall_of_all_of_it(CostMethod method)
    {
        var book = LotBook.Replay([Sell(1, Day, 3, 30)], [], method);

        await Assert.That(book.Shortfall).IsEqualTo(new Shortfall(Day, 3));
        await Assert.That(book.Disposals).IsEmpty();
    }

    [Test]
    [Arguments(CostMethod.Fifo)]
    [Arguments(CostMethod.Lifo)]
    [Arguments(CostMethod.Hifo)]
    [Arguments(CostMethod.Average)]
    [Arguments(CostMethod.Specific)]
    internal async Task Three_hundred_thousand_trades_take_no_quadratic_time(CostMethod method)
    {
        // Three purchases and then two sales out of the growing book, over and over.
        var trades = new List<LotTrade>();
        for (var i = 0; i < 300_000; i++)
        {
            trades.Add(i % 5 < 3
                ? Buy(i, Day.AddDays(i / 120), 3, 300 + (i % 97))
                : Sell(i, Day.AddDays(i / 120), 4, 500));
        }

        var clock = Stopwatch.StartNew();
        var book = LotBook.Replay(trades, [new(Day.AddDays(500), 4, 1)], method);

        // Far above the half second that it takes, far below the minutes that the square of 300,000 would.
        await Assert.That(clock.Elapsed.TotalSeconds).IsLessThan(20);
        await Assert.That(book.Disposals.Count).IsEqualTo(120_000);
    }
}
