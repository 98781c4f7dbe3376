using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Tests.Domain.Lots;

internal sealed class ChosenLotsTests
{
    private static readonly DateOnly Monday = new(2024, 1, 1);

    private static Trade Row(
        int number, TradeKind kind, int day, decimal quantity, params (int Buy, decimal Quantity)[] lots) => new(
            Ledger.Id(number), kind, "XYZ", Monday.AddDays(day), quantity, 1m, 0m, "USD", null,
            DateTime.UnixEpoch.AddSeconds(number))
        {
            Lots = [.. lots.Select(lot => new LotPick(Ledger.Id(lot.Buy), lot.Quantity))],
        };

    [Test]
    public async Task Where_nothing_was_chosen_nothing_is_broken() =>
        await Assert.That(ChosenLots.FirstBroken([Row(1, TradeKind.Buy, 0, 1), Row(2, TradeKind.Sell, 1, 1)], []))
            .IsNull();

    [Test]
    public async Task A_choice_that_its_purchases_can_give_holds()
    {
        Trade[] trades =
        [
            Row(1, TradeKind.Buy, 0, 10), Row(2, TradeKind.Buy, 1, 10), Row(3, TradeKind.Dividend, 2, 20),
            Row(4, TradeKind.Sell, 3, 8, (2, 5)), Row(5, TradeKind.Sell, 4, 9, (2, 5), (1, 4)),
        ];

        await Assert.That(ChosenLots.FirstBroken(trades, [])).IsNull();
    }

    [Test]
    public async Task A_sale_without_a_choice_uses_up_the_oldest_lot_and_a_later_choice_of_it_is_broken()
    {
        Trade[] trades =
        [
            Row(1, TradeKind.Buy, 0, 10), Row(2, TradeKind.Buy, 1, 10),
            Row(3, TradeKind.Sell, 2, 8), Row(4, TradeKind.Sell, 3, 5, (2, 1), (1, 4)),
        ];

        var broken = ChosenLots.FirstBroken(trades, [])!.Value;

        await Assert.That((broken.Sale, broken.Place, broken.Left)).IsEqualTo((trades[3], 1, 2m));
        await Assert.That(broken.Choice).IsEqualTo(new LotPick(Ledger.Id(1), 4));
    }

    [Test]
    public async Task A_purchase_after_the_sale_has_nothing_to_give_and_what_is_no_purchase_is_unknown()
    {
        Trade[] late =
            [Row(1, TradeKind.Buy, 0, 10), Row(2, TradeKind.Sell, 1, 5, (3, 5)), Row(3, TradeKind.Buy, 2, 9)];
        Trade[] unknown = [Row(1, TradeKind.Buy, 0, 10), Row(2, TradeKind.Sell, 1, 5, (7, 5))];

        await Assert.That(ChosenLots.FirstBroken(late, [])!.Value.Left).IsEqualTo(0m);
        await Assert.That(ChosenLots.FirstBroken(unknown, [])!.Value.Left).IsNull();
    }

    [Test]
    public async Task A_choice_counts_shares_of_the_day_of_the_sale()
    {
        Trade[] trades =
            [Row(1, TradeKind.Buy, 0, 1), Row(2, TradeKind.Buy, 1, 5), Row(3, TradeKind.Sell, 5, 3, (1, 3))];

        await Assert.That(ChosenLots.FirstBroken(trades, [new(Monday.AddDays(3), 3, 1)])).IsNull();
        await Assert.That(ChosenLots.FirstBroken(trades, [new(Monday.AddDays(6), 3, 1)])!.Value.Left).IsEqualTo(1m);
    }
}
