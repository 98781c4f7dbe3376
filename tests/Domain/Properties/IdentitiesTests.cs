using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Features.CompletePortfolio;

namespace PortfolioTracker.Tests.Domain.Properties;

/// <summary>What holds for every portfolio, to the last digit.</summary>
internal sealed class IdentitiesTests
{
    private static readonly CostMethod[] Methods =
        [CostMethod.Fifo, CostMethod.Lifo, CostMethod.Hifo, CostMethod.Average, CostMethod.Specific];

    private static async Task Holds(bool withThirds, Func<RandomPortfolio, bool> property) =>
        await Assert.That(RandomPortfolio.Objection(withThirds, RandomPortfolio.Count, portfolio =>
            property(portfolio) ? null : string.Join(Environment.NewLine, portfolio.Trades))).IsNull();

    [Test]
    public Task Realised_and_unrealised_gain_add_up_to_the_same_under_every_method() => Holds(true, portfolio =>
    {
        var snapshots = Methods.Select(portfolio.Snapshot).ToArray();
        var gains = snapshots.Select(one => one.Totals.RealisedGain + one.Totals.UnrealisedGain);
        var local = snapshots.Select(one => one.Positions.Sum(position => position.Book.RealisedGain)
            + one.Holdings.Sum(holding => holding.UnrealisedGain));
        return gains.Distinct().Count() == 1 && local.Distinct().Count() == 1;
    });

    [Test]
    public Task Profit_is_end_value_and_proceeds_and_income_less_what_was_invested() => Holds(true, portfolio =>
    {
        var totals = portfolio.Snapshot(CostMethod.Average).Totals;
        return totals.Profit == totals.Value + totals.Sold + totals.Income - totals.Invested;
    });

    [Test]
    public Task Fees_are_the_difference_between_the_gross_and_the_net_profit() => Holds(true, portfolio =>
    {
        var gross = portfolio with { Trades = portfolio.Ledger().WithoutFees().Trades };
        var net = portfolio.Snapshot().Totals;
        return gross.Snapshot().Totals.Profit == net.Profit + net.Fees;
    });

    [Test]
    public Task Contributions_add_up_to_the_profit_without_a_rest() => Holds(true, portfolio =>
    {
        var snapshot = portfolio.Snapshot(CostMethod.Hifo);
        return snapshot.Contributions.Sum(part => part.Profit) == snapshot.Totals.Profit
            && snapshot.Contributions.Zip(snapshot.Positions).All(pair =>
                pair.First.Profit == pair.First.Known && pair.First.Profit
                == (snapshot.Holdings.SingleOrDefault(one => one.Position == pair.Second)?.ValueBase ?? 0)
                + pair.Second.SoldBase + pair.Second.DividendsReceivedBase - pair.Second.InvestedBase);
    });

    [Test]
    public Task Currency_and_price_parts_make_the_unrealised_gain() => Holds(true, portfolio =>
    {
        var snapshot = portfolio.Snapshot();
        return snapshot.Totals.CurrencyGain + snapshot.Totals.PriceGain == snapshot.Totals.UnrealisedGain
            && snapshot.Holdings.Where(one => one.Position.Currency == portfolio.BaseCurrency)
                .All(one => one.CurrencyGainBase == 0);
    });

    [Test]
    public Task Currency_and_price_parts_make_the_realised_gain_of_each_lot() => Holds(true, portfolio =>
        portfolio.Snapshot(CostMethod.Hifo).Positions.All(position => position.Book.Disposals.All(sale =>
            sale.CurrencyGainBase + sale.PriceGainBase == sale.GainBase
            && sale.Lots.All(lot => sale.CurrencyGainOf(lot) + sale.PriceGainOf(lot) == lot.GainBase)
            && (position.Currency != portfolio.BaseCurrency || sale.CurrencyGainBase == 0))));

    [Test]
    [Arguments(2, 1)]
    [Arguments(10, 1)]
    [Arguments(1, 2)]
    [Arguments(1, 10)]
    public Task A_split_changes_no_value_and_no_gain(int newShares, int oldShares) => Holds(false, portfolio =>
    {
        var split = new Split(RandomPortfolio.First.AddDays(31), newShares, oldShares);
        var before = portfolio.Snapshot(CostMethod.Lifo);
        var after = WithSplit(portfolio, split).Snapshot(CostMethod.Lifo);
        return before.Totals == after.Totals
            && before.Daily.Days.SequenceEqual(after.Daily.Days)
            && before.Performance.TimeWeighted.Return == after.Performance.TimeWeighted.Return
            && before.Performance.DailyChange == after.Performance.DailyChange
            && before.Holdings.Zip(after.Holdings).All(pair =>
                (pair.First.Symbol, pair.First.Value, pair.First.Cost, pair.First.UnrealisedGain)
                == (pair.Second.Symbol, pair.Second.Value, pair.Second.Cost, pair.Second.UnrealisedGain));
    });

    [Test]
    public Task The_order_in_which_rows_of_one_day_in_different_symbols_were_entered_changes_nothing() =>
        Holds(true, portfolio =>
        {
            // Within a symbol the order stays; between symbols of one day it is turned round.
            var turned = portfolio.Trades.OrderBy(trade => trade.On)
                .ThenByDescending(trade => trade.Symbol, StringComparer.Ordinal).ToArray();
            var (one, other) = (portfolio.Snapshot(), (portfolio with { Trades = turned }).Snapshot());
            return one.Totals == other.Totals
                && one.Daily.Days.SequenceEqual(other.Daily.Days)
                && one.Performance.TimeWeighted.Return == other.Performance.TimeWeighted.Return
                && one.Contributions.OrderBy(part => part.Symbol).SequenceEqual(
                    other.Contributions.OrderBy(part => part.Symbol));
        });

    [Test]
    public Task Another_base_currency_leaves_every_local_figure_as_it_was() => Holds(true, portfolio =>
    {
        var other = portfolio with { BaseCurrency = portfolio.BaseCurrency == "USD" ? "EUR" : "USD" };
        return Local(portfolio.Snapshot()).SequenceEqual(Local(other.Snapshot()));

        static IEnumerable<object> Local(PortfolioSnapshot snapshot) => snapshot.Holdings
            .OrderBy(one => one.Symbol, StringComparer.Ordinal)
            .Select(one => (object)(one.Symbol, one.Quantity, one.Value, one.Cost, one.UnrealisedGain,
                one.RealisedGain, one.DailyChange));
    });

    [Test]
    public Task The_last_day_of_the_series_is_the_total_and_its_money_what_was_booked() => Holds(true, portfolio =>
    {
        var snapshot = portfolio.Snapshot();
        var (days, totals) = (snapshot.Daily.Days, snapshot.Totals);
        // The total adds up holdings on the grid of 16 places, the series does not.
        return Math.Abs(days.Count == 0 ? 0 : days[^1].Value - totals.Value) < 1e-14m
            && days.Sum(day => day.In) == totals.Invested
            && days.Sum(day => day.Out) == totals.Sold + totals.Income;
    });

    [Test]
    public Task What_is_sold_off_is_at_exactly_zero() => Holds(true, portfolio =>
    {
        var snapshot = portfolio.Snapshot(CostMethod.Average);
        return snapshot.Positions.All(position =>
            Fraction.Held(position.Trades, position.Splits, portfolio.AsOf) == 0
                ? position.Book is { Quantity: 0, Cost: 0, Open.Count: 0 }
                : position.Book.Quantity > 0);
    });

    [Test]
    public Task Undoing_a_write_restores_every_byte_of_the_document() => Holds(true, portfolio =>
    {
        var before = Bytes(portfolio);
        var extra = portfolio.Trades[0] with
        { Id = Guid.NewGuid(), On = portfolio.AsOf, RecordedAt = DateTime.MaxValue };
        var written = Bytes(portfolio with { Trades = [.. portfolio.Trades, extra] });
        var undone = portfolio.Trades.Append(extra).Where(trade => trade.Id != extra.Id).ToArray();
        return !before.SequenceEqual(written) && before.SequenceEqual(Bytes(portfolio with { Trades = undone }));
    });

    private static byte[] Bytes(RandomPortfolio portfolio)
    {
        var snapshot = portfolio.Snapshot();
        return SnapshotBytes.Of(
            HoldingSections.Portfolio(snapshot), PerformanceSections.Performance(snapshot),
            HoldingSections.Allocation(snapshot), PerformanceSections.Transactions(snapshot),
            PerformanceSections.Series(snapshot));
    }

    private static RandomPortfolio WithSplit(RandomPortfolio portfolio, Split split)
    {
        bool IsAfter(DateOnly day) => day >= split.EffectiveOn;
        decimal Shares(decimal shares) => shares * split.New / split.Old;
        decimal Price(decimal price) => price * split.Old / split.New;

        var securities = portfolio.Market.Securities.Values.Select(security => security with
        {
            Prices = PriceSeries.From(Enumerable.Range(0, security.Prices.Count).Select(security.Prices.At)
                .Select(point => IsAfter(point.On) ? point with { Close = Price(point.Close) } : point)),
            Splits = [.. security.Splits.Append(split).OrderBy(one => one.EffectiveOn)],
        });
        return portfolio with
        {
            Trades =
            [
                .. portfolio.Trades.Select(trade => IsAfter(trade.On)
                    ? trade with { Quantity = Shares(trade.Quantity), Price = Price(trade.Price) }
                    : trade),
            ],
            Market = portfolio.Market with
            {
                Securities = securities.ToDictionary(security => security.Instrument.Symbol),
            },
        };
    }
}
