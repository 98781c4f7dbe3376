using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Holdings;

/// <summary>What one trade moved over the portfolio's border, in base currency; null where no rate is known.</summary>
/// <param name="In">A buy with its fee.</param>
/// <param name="Out">A sale net of its fee, or a dividend. Of a sale of more than was held the part that was held: the
/// rest has no purchase on record, and would be a gain out of nothing.</param>
internal readonly record struct TradeFlow(DateOnly On, decimal? In, decimal? Out)
{
    public bool IsKnown => In is not null && Out is not null;
}

/// <summary>
/// One symbol of the ledger: its trades, the lots they leave, and the money they moved. Costs in the security's
/// currency; in base currency at the rate of the trade day (or the user's own rate). Fees are part of the cost of a buy
/// and reduce the proceeds of a sale. All money lies on the <see cref="MoneyGrid"/>.
/// </summary>
/// <param name="Splits">Of the security, up to the day of the computation: what is announced for later has not
/// happened to any share yet.</param>
/// <param name="Flows">Pairs with <paramref name="Trades"/>.</param>
internal sealed record Position(
    string Symbol,
    Security Security,
    string Currency,
    IReadOnlyList<Split> Splits,
    IReadOnlyList<Trade> Trades,
    IReadOnlyList<TradeFlow> Flows,
    LotBook Book)
{
    /// <summary>The day of the first row in another currency that has no rate into the security's; null where all have.
    /// </summary>
    public DateOnly? LocalRateMissingOn { get; private init; }

    /// <summary>Dividends booked, in the security's currency; null where a rate of a pay day is missing.</summary>
    public decimal? DividendsReceived { get; private init; }

    public decimal? DividendsReceivedBase { get; private init; }

    /// <summary>Of the dividends whose rates are known.</summary>
    public decimal DividendsKnownBase { get; private init; }

    /// <summary>All buys with their fees, in base currency; null where a rate is missing.</summary>
    public decimal? InvestedBase { get; private init; }

    /// <summary>All sales of what was held, net of their fees, in base currency; null where a rate is missing.
    /// </summary>
    public decimal? SoldBase { get; private init; }

    public decimal? FeesBase { get; private init; }

    /// <summary>Of the disposals whose rates are known.</summary>
    public decimal RealisedKnownBase { get; private init; }

    /// <param name="trades">Of this symbol, in ledger order, none after <paramref name="asOf"/>.</param>
    public static Position From(
        IReadOnlyList<Trade> trades,
        Security security,
        ExchangeRates rates,
        string baseCurrency,
        CostMethod method,
        DateOnly asOf)
    {
        // A security that nobody has described yet is told in the currency in which it was bought.
        var currency = security.Instrument.Currency ?? trades[0].Currency;
        var splits = Until(asOf, security.Splits);
        var lots = new List<LotTrade>(trades.Count);
        var flows = new TradeFlow[trades.Count];
        decimal? dividends = 0, dividendsBase = 0, invested = 0, fees = 0;
        var dividendsKnown = 0m;
        DateOnly? localRateMissingOn = null;

        for (var i = 0; i < flows.Length; i++)
        {
            var trade = trades[i];
            var toBase = RateToBase(trade, rates, baseCurrency);
            var toLocal = rates.Between(trade.Currency, currency, trade.On)?.Value;
            localRateMissingOn ??= toLocal is null ? trade.On : null;
            if (trade.Kind == TradeKind.Dividend)
            {
                // A fee on a dividend (tax withheld, bank charge) is kept from it: what arrived is net.
                var net = trade.Gross - trade.Fee;
                var netBase = MoneyGrid.Of(net * toBase);
                dividends += MoneyGrid.Of(net * toLocal);
                dividendsBase += netBase;
                dividendsKnown += netBase ?? 0;
                flows[i] = new(trade.On, 0, netBase);
                continue;
            }

            fees += trade.Fee == 0 ? 0 : MoneyGrid.Of(trade.Fee * toBase);
            var isBuy = trade.Kind == TradeKind.Buy;
            var amount = isBuy ? trade.Gross + trade.Fee : trade.Gross - trade.Fee;
            var amountBase = MoneyGrid.Of(amount * toBase);
            lots.Add(new(trade.Id, trade.On, isBuy, trade.Quantity, MoneyGrid.Of(amount * toLocal), amountBase));
            flows[i] = isBuy ? new(trade.On, amountBase, 0) : new(trade.On, 0, 0);
            invested += isBuy ? amountBase : 0;
        }

        var book = LotBook.Replay(
            lots, splits, method, method == CostMethod.Specific ? ChosenLots.Of(trades) : null);
        return new(trades[0].Symbol, security, currency, splits, trades, flows, book)
        {
            LocalRateMissingOn = localRateMissingOn,
            DividendsReceived = dividends,
            DividendsReceivedBase = dividendsBase,
            DividendsKnownBase = dividendsKnown,
            InvestedBase = invested,
            SoldBase = BookSales(trades, book, flows),
            FeesBase = fees,
            RealisedKnownBase = book.RealisedGainBase ?? book.Disposals.Sum(disposal => disposal.GainBase ?? 0),
        };
    }

    /// <summary>The last day on which shares were held, no later than <paramref name="asOf"/>.</summary>
    public DateOnly LastHeldOn(DateOnly asOf) => Book.Quantity > 0 ? asOf : Trades[^1].On;

    /// <summary>Shares that were held on every moment since the start of a day, counted as they count now.</summary>
    public decimal HeldThroughout(DateOnly since)
    {
        if (Trades[^1].On < since)
        {
            return Book.Quantity;
        }

        var held = new HeldUnits(this);
        decimal? least = null;
        for (var i = 0; i < Trades.Count; i++)
        {
            least ??= Trades[i].On >= since ? held.Units : null;
            held.Take(i);
            least = least is { } known ? Math.Min(known, held.Units) : null;
        }

        return (least ?? held.Units) / held.UnitsPerShareAtEnd;
    }

    /// <summary>Writes what each sale brought in into the flows; answers the sum, null where a rate is missing.
    /// </summary>
    private static decimal? BookSales(IReadOnlyList<Trade> trades, LotBook book, TradeFlow[] flows)
    {
        decimal? sold = 0;
        var next = 0;
        for (var i = 0; i < flows.Length && next < book.Disposals.Count; i++)
        {
            if (book.Disposals[next].TradeId == trades[i].Id && trades[i].Kind == TradeKind.Sell)
            {
                var proceeds = book.Disposals[next++].ProceedsBase;
                sold += proceeds;
                flows[i] = flows[i] with { Out = proceeds };
            }
        }

        return sold;
    }

    private static IReadOnlyList<Split> Until(DateOnly asOf, IReadOnlyList<Split> splits) =>
        splits.Count == 0 || splits[^1].EffectiveOn <= asOf
            ? splits
            : [.. splits.TakeWhile(split => split.EffectiveOn <= asOf)];

    /// <summary>The user's own rate, else the market's of the trade day; null where there is neither.</summary>
    private static decimal? RateToBase(Trade trade, ExchangeRates rates, string baseCurrency) =>
        trade.Currency == baseCurrency ? 1m
        : trade.RateToBase ?? rates.Between(trade.Currency, baseCurrency, trade.On)?.Value;
}
