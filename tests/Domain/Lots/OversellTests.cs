using PortfolioTracker.Domain.Lots;
using static PortfolioTracker.Tests.Domain.Lots.Ledger;

namespace PortfolioTracker.Tests.Domain.Lots;

internal sealed class OversellTests
{
    private static readonly DateOnly Day = new(2024, 1, 1);

    [Test]
    public async Task A_covered_ledger_has_no_shortfall()
    {
        await Assert.That(Oversell.First(Recorded([Buy(1, Day, 5, 1), Sell(2, Day, 5, 1)]), [])).IsNull();
        await Assert.That(Oversell.First([], [])).IsNull();
    }

    [Test]
    public async Task The_first_shortfall_in_ledger_order_counts()
    {
        var trades = Recorded(
            [
                Buy(1, Day, 5, 1), Sell(2, Day.AddDays(1), 7, 1), Buy(3, Day.AddDays(2), 9, 1),
                Sell(4, Day.AddDays(3), 99, 1),
            ]);

        await Assert.That(Oversell.First(trades, [])).IsEqualTo(new Shortfall(Day.AddDays(1), 2));
    }

    [Test]
    public async Task A_sale_before_its_purchase_is_a_shortfall_though_the_total_is_covered()
    {
        var trades = Recorded([Sell(1, Day, 1, 1), Buy(2, Day, 1, 1)]);

        await Assert.That(Oversell.First(trades, [])).IsEqualTo(new Shortfall(Day, 1));
    }

    [Test]
    public async Task Dividends_move_no_shares()
    {
        var dividend = Recorded([Buy(1, Day, 5, 1)])[0] with { Kind = TradeKind.Dividend };

        await Assert.That(Oversell.First([dividend, .. Recorded([Sell(2, Day, 1, 1)])], []))
            .IsEqualTo(new Shortfall(Day, 1));
    }

    [Test]
    public async Task Shares_are_counted_as_they_are_after_the_split()
    {
        Split[] splits = [new(Day.AddDays(1), 4, 1)];
        LotTrade[] bought = [Buy(1, Day, 5, 1)];

        await Assert.That(Oversell.First(Recorded([.. bought, Sell(2, Day.AddDays(1), 20, 1)]), splits)).IsNull();
        await Assert.That(Oversell.First(Recorded([.. bought, Sell(2, Day.AddDays(1), 20.5m, 1)]), splits))
            .IsEqualTo(new Shortfall(Day.AddDays(1), 0.5m));
        await Assert.That(Oversell.First(Recorded([.. bought, Sell(2, Day, 6, 1)]), splits))
            .IsEqualTo(new Shortfall(Day, 1));
    }

    [Test]
    public async Task Thirds_are_exact_and_nothing_is_close_to_zero()
    {
        Split[] splits = [new(Day.AddDays(1), 1, 3)];
        LotTrade[] bought = [Buy(1, Day, 10, 1)];
        var sold = Sell(2, Day.AddDays(1), 3.3333333333m, 1);

        await Assert.That(Oversell.First(Recorded([.. bought, sold]), splits)).IsNull();
        await Assert.That(Oversell.First(Recorded([.. bought, sold with { Quantity = 3.3333333334m }]), splits)!.Value)
            .IsEqualTo(new Shortfall(Day.AddDays(1), 0.0000000000666666666666666666m));
    }

    [Test]
    public async Task The_largest_quantities_and_many_large_splits_are_exact()
    {
        Split[] splits =
            [.. Enumerable.Range(1, 12).Select(i => new Split(Day.AddDays(i), i % 2 == 0 ? 1000 : 1, 999))];
        const decimal Largest = 999_999_999_999_999_999.9999999999m;

        var sold = Sell(2, Day, Largest, 1);

        await Assert.That(Oversell.First(Recorded([Buy(1, Day, Largest, 1), sold]), splits)).IsNull();
        await Assert.That(Oversell.First(Recorded([Buy(1, Day, Largest - 1e-10m, 1), sold]), splits))
            .IsEqualTo(new Shortfall(Day, 1e-10m));
    }
}
