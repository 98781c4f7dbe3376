using PortfolioTracker.Domain.Lots;
using TUnit.Assertions.Enums;
using static PortfolioTracker.Tests.Domain.Lots.Ledger;

namespace PortfolioTracker.Tests.Domain.Lots;

/// <summary>What holds for every ledger, to the last decimal.</summary>
internal sealed class LotBookPropertyTests
{
    [Test]
    public async Task No_share_and_no_cent_is_lost()
    {
        foreach (var (ledger, method) in RandomLedger.Cases(150).SelectMany(_ => Methods, (l, m) => (l, m)))
        {
            var (bought, sold) = (ledger.Trades.Where(t => t.IsBuy), ledger.Trades.Where(t => !t.IsBuy).ToArray());

            var book = LotBook.Replay(ledger.Trades, ledger.Splits, method);

            await Assert.That(book.Shortfall).IsNull().Because($"{ledger}, {method}");
            await Assert.That(book.Cost + book.Disposals.Sum(d => d.Cost)).IsEqualTo(bought.Sum(t => t.Amount));
            await Assert.That(book.CostBase + book.Disposals.Sum(d => d.CostBase))
                .IsEqualTo(bought.Sum(t => t.AmountBase));
            await Assert.That(book.Disposals.Select(d => (d.Quantity, d.Proceeds, d.ProceedsBase)))
                .IsEquivalentTo(sold.Select(t => (t.Quantity, t.Amount, t.AmountBase)), CollectionOrdering.Matching);
            foreach (var sale in book.Disposals)
            {
                await Assert.That(sale.Lots.Sum(lot => lot.Proceeds)).IsEqualTo(sale.Proceeds);
                await Assert.That(sale.Lots.Sum(lot => lot.ProceedsBase)).IsEqualTo(sale.ProceedsBase);
                await Assert.That(sale.Lots.Sum(lot => lot.Quantity)).IsEqualTo(sale.Quantity);
            }
        }
    }

    [Test]
    public async Task Realised_and_unrealised_gain_add_up_to_the_same_under_every_method()
    {
        foreach (var ledger in RandomLedger.Cases(150))
        {
            var books = Array.ConvertAll(Methods, method => LotBook.Replay(ledger.Trades, ledger.Splits, method));

            await Assert.That(books.Select(b => b.RealisedGain - b.Cost).Distinct().Count()).IsEqualTo(1)
                .Because(ledger.ToString());
            await Assert.That(books.Select(b => b.RealisedGainBase - b.CostBase).Distinct().Count()).IsEqualTo(1);
            await Assert.That(books.Select(b => b.Quantity).Distinct().Count()).IsEqualTo(1);
        }
    }

    [Test]
    public async Task The_methods_do_differ()
    {
        // The properties above would hold as well if every method took the same lots.
        var gains = RandomLedger.Cases(20)
            .Select(l => Methods[..4].Select(m => LotBook.Replay(l.Trades, l.Splits, m).RealisedGain))
            .Select(ofOneLedger => ofOneLedger.Distinct().Count());

        await Assert.That(gains.Max()).IsEqualTo(4);
    }

    [Test]
    public async Task A_split_changes_no_cost_and_no_gain()
    {
        foreach (var (ledger, method) in RandomLedger.Cases(100).SelectMany(_ => Methods, (l, m) => (l, m)))
        {
            // Everything from the middle on is written in shares of a 5:1 split, in the ledger and in the splits.
            var at = ledger.Trades[ledger.Trades.Length / 2].On;
            LotTrade[] after = [.. ledger.Trades.Select(t => t.On < at ? t : t with { Quantity = t.Quantity * 5 })];
            var splits = ledger.Splits.Append(new Split(at, 5, 1)).OrderBy(split => split.EffectiveOn).ToArray();

            var plain = LotBook.Replay(ledger.Trades, ledger.Splits, method);
            var split = LotBook.Replay(after, splits, method);

            await Assert.That((split.Cost, split.RealisedGain)).IsEqualTo((plain.Cost, plain.RealisedGain))
                .Because($"{ledger}, {method}");
            await Assert.That(Math.Round(split.Quantity, 20)).IsEqualTo(Math.Round(plain.Quantity * 5, 20));
            await Assert.That(split.Open.Select(lot => (lot.TradeId, lot.Cost)))
                .IsEquivalentTo(plain.Open.Select(lot => (lot.TradeId, lot.Cost)), CollectionOrdering.Matching);
        }
    }

    [Test]
    public async Task A_position_sold_to_zero_and_rebought_starts_afresh()
    {
        foreach (var (ledger, method) in RandomLedger.Cases(100).SelectMany(_ => Methods, (l, m) => (l, m)))
        {
            // Without splits, so that what is left can be sold to the last decimal; every trade again, years later.
            var left = LotBook.Replay(ledger.Trades, [], method).Shortfall is null
                ? LotBook.Replay(ledger.Trades, [], method).Quantity
                : 0m;
            LotTrade[] flat = left > 0
                ? [.. ledger.Trades, Sell(9000, ledger.Trades[^1].On, left, 77.77m)]
                : ledger.Trades;
            LotTrade[] again = [.. flat.Select((t, i) => t with { Id = Id(10_000 + i), On = t.On.AddYears(50) })];

            var once = LotBook.Replay(flat, [], method);
            var twice = LotBook.Replay([.. flat, .. again], [], method);

            if (once.Quantity == 0)
            {
                await Assert.That((once.Cost, twice.Cost)).IsEqualTo((0m, 0m)).Because($"{ledger}, {method}");
                await Assert.That(twice.RealisedGain).IsEqualTo(once.RealisedGain * 2);
                await Assert.That(twice.RealisedGainBase).IsEqualTo(once.RealisedGainBase * 2);
            }
        }
    }

    [Test]
    public async Task The_write_check_and_the_book_agree_on_what_is_missing()
    {
        var found = 0;
        foreach (var (ledger, method) in RandomLedger.Cases(200, true).SelectMany(_ => Methods, (l, m) => (l, m)))
        {
            var check = Oversell.First(Recorded(ledger.Trades), ledger.Splits);

            var book = LotBook.Replay(ledger.Trades, ledger.Splits, method);

            await Assert.That(book.Shortfall?.On).IsEqualTo(check?.On).Because($"{ledger}, {method}");
            await Assert.That(Math.Round(book.Shortfall?.Quantity ?? 0, 20))
                .IsEqualTo(Math.Round(check?.Quantity ?? 0, 20));
            found += check is null ? 0 : 1;
        }

        await Assert.That(found).IsBetween(100, 950);
    }
}
