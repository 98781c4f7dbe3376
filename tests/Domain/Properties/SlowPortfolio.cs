using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Tests.Domain.Properties;

/// <summary>
/// The figures of a portfolio once more, in exact fractions and without any of the domain's arithmetic: day after
/// calendar day, lot after lot, as the definitions read. Every trade is covered and every price and rate is known.
/// </summary>
internal sealed class SlowPortfolio
{
    private readonly RandomPortfolio portfolio;
    private readonly CostMethod method;

    public SlowPortfolio(RandomPortfolio portfolio, CostMethod method)
    {
        (this.portfolio, this.method) = (portfolio, method);
        var holdings = RandomPortfolio.Symbols.ToDictionary(symbol => symbol, _ => new Holding());
        Fraction before = 0;
        for (var day = RandomPortfolio.First; day <= portfolio.AsOf; day = day.AddDays(1))
        {
            Fraction value = 0, paidIn = 0, paidOut = 0;
            foreach (var (symbol, holding) in holdings)
            {
                foreach (var split in portfolio.Market.Of(symbol).Splits.Where(split => split.EffectiveOn == day))
                {
                    holding.Split(split.New, split.Old);
                }

                foreach (var trade in portfolio.Trades.Where(trade => trade.Symbol == symbol && trade.On == day))
                {
                    var (moneyIn, moneyOut) = Book(holding, trade, Rate(symbol, day));
                    (paidIn, paidOut) = (paidIn + moneyIn, paidOut + moneyOut);
                }

                value += holding.Shares * Price(symbol, day) * Rate(symbol, day);
            }

            Days[day] = (value, paidIn, paidOut);
            (Invested, TakenOut) = (Invested + paidIn, TakenOut + paidOut);
            var (start, end) = (before + paidIn, value + paidOut);
            if (start > 0 && !(end < 0))
            {
                Growth *= end / start;
            }
            else if (start != 0 || end != 0)
            {
                UnchainedDays++;
            }

            before = value;
        }

        Value = before;
        foreach (var (symbol, holding) in holdings)
        {
            Realised += holding.Realised;
            Cost += holding.CostBase;
            Local[symbol] = (holding.Shares, holding.Cost, holding.Shares * Price(symbol, portfolio.AsOf),
                holding.RealisedLocal);
        }
    }

    public Dictionary<DateOnly, (Fraction Value, Fraction In, Fraction Out)> Days { get; } = [];

    public Dictionary<string, (Fraction Shares, Fraction Cost, Fraction Value, Fraction Realised)> Local { get; } = [];

    public Fraction Value { get; }

    public Fraction Cost { get; }

    public Fraction Realised { get; }

    /// <summary>Sales and dividends.</summary>
    public Fraction TakenOut { get; }

    public Fraction Invested { get; }

    /// <summary>1 + the time-weighted return.</summary>
    public Fraction Growth { get; } = 1;

    public int UnchainedDays { get; }

    private (Fraction In, Fraction Out) Book(Holding holding, Trade trade, Fraction rate)
    {
        var gross = (Fraction)trade.Quantity * trade.Price;
        switch (trade.Kind)
        {
            case TradeKind.Buy:
                holding.Buy(trade.Id, trade.Quantity, gross + trade.Fee, rate, method == CostMethod.Average);
                return ((gross + trade.Fee) * rate, 0);
            case TradeKind.Sell:
                holding.Sell(trade, gross - trade.Fee, rate, method);
                return (0, (gross - trade.Fee) * rate);
            default:
                return (0, (gross - trade.Fee) * rate);
        }
    }

    /// <summary>The last close, less by every split since.</summary>
    private Fraction Price(string symbol, DateOnly day)
    {
        var security = portfolio.Market.Of(symbol);
        var last = Points(security.Prices).Last(point => point.On <= day);
        Fraction price = last.Close;
        foreach (var split in security.Splits.Where(split => split.EffectiveOn > last.On && split.EffectiveOn <= day))
        {
            price = price * split.Old / split.New;
        }

        return price;
    }

    private Fraction Rate(string symbol, DateOnly day) =>
        portfolio.Market.Of(symbol).Instrument.Currency is { } currency && currency != portfolio.BaseCurrency
            ? (Fraction)portfolio.Market.Rates.Between(currency, portfolio.BaseCurrency, day)!.Value.Value
            : 1;

    private static IEnumerable<PricePoint> Points(PriceSeries series) =>
        Enumerable.Range(0, series.Count).Select(series.At);

    /// <summary>Open lots of one symbol in the order of purchase; one lot under average cost.</summary>
    private sealed class Holding
    {
        private readonly List<(Guid Id, Fraction Shares, Fraction Cost, Fraction CostBase)> lots = [];

        public Fraction Realised { get; private set; }

        public Fraction RealisedLocal { get; private set; }

        public Fraction Shares => lots.Aggregate((Fraction)0, (sum, lot) => sum + lot.Shares);

        public Fraction Cost => lots.Aggregate((Fraction)0, (sum, lot) => sum + lot.Cost);

        public Fraction CostBase => lots.Aggregate((Fraction)0, (sum, lot) => sum + lot.CostBase);

        public void Split(int newShares, int oldShares)
        {
            for (var i = 0; i < lots.Count; i++)
            {
                lots[i] = lots[i] with { Shares = lots[i].Shares * newShares / oldShares };
            }
        }

        public void Buy(Guid id, Fraction shares, Fraction cost, Fraction rate, bool pooled)
        {
            lots.Add((id, shares, cost, cost * rate));
            if (pooled)
            {
                var pool = (id, Shares, Cost, CostBase);
                lots.Clear();
                lots.Add(pool);
            }
        }

        public void Sell(Trade sale, Fraction proceeds, Fraction rate, CostMethod method)
        {
            (Realised, RealisedLocal) = (Realised + (proceeds * rate), RealisedLocal + proceeds);
            Fraction left = sale.Quantity;
            foreach (var pick in method == CostMethod.Specific ? sale.Lots : [])
            {
                var index = lots.FindIndex(lot => lot.Id == pick.BuyTradeId);
                left -= index < 0 ? 0 : TakeFrom(index, Fraction.Min(left, pick.Quantity));
            }

            while (left > 0)
            {
                left -= TakeFrom(Next(method), left);
            }
        }

        private Fraction TakeFrom(int index, Fraction shares)
        {
            var lot = lots[index];
            var part = Fraction.Min(shares, lot.Shares);
            var (cost, costBase) = (lot.Cost * part / lot.Shares, lot.CostBase * part / lot.Shares);
            (Realised, RealisedLocal) = (Realised - costBase, RealisedLocal - cost);
            lots[index] = (lot.Id, lot.Shares - part, lot.Cost - cost, lot.CostBase - costBase);
            lots.RemoveAll(one => one.Shares == 0);
            return part;
        }

        private int Next(CostMethod method) => method switch
        {
            CostMethod.Lifo => lots.Count - 1,
            // Of the dearest the oldest: MaxBy answers the first of equals.
            CostMethod.Hifo => Enumerable.Range(0, lots.Count).MaxBy(i => lots[i].Cost / lots[i].Shares),
            _ => 0,
        };
    }
}
