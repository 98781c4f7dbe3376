using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Holdings;

/// <summary>What one trade moved over the portfolio's border, in base currency; null where no rate is known.</summary>
/// <param name="In">A buy with its fee.</param>
/// <param name="Out">A sale net of its fee, or a dividend.</param>
internal readonly record struct TradeFlow(DateOnly On, decimal? In, decimal? Out)
{
    public bool IsKnown => In is not null && Out is not null;
}

/// <summary>
/// One symbol of the ledger: its trades, the lots they leave, and the money they moved. Costs in the security's
/// currency; in base currency at the rate of the trade day (or the user's own rate). Fees are part of the cost of a buy
/// and reduce the proceeds of a sale.
/// </summary>
internal sealed record Position(
    string Symbol,
    Security Security,
    string Currency,
    IReadOnlyList<Trade> Trades,
    IReadOnlyList<TradeFlow> Flows,
    LotBook Book)
{
    /// <summary>False where a trade in another currency has no rate into the security's: then the book's costs and
    /// gains in the security's currency mean nothing and are not told.</summary>
    public bool LocalIsKnown { get; private init; }

    /// <summary>Dividends booked, in the security's currency; null where a rate of a pay day is missing.</summary>
    public decimal? DividendsReceived { get; private init; }

    public decimal? DividendsReceivedBase { get; private init; }

    /// <summary>All buys with their fees, in base currency; null where a rate is missing.</summary>
    public decimal? InvestedBase { get; private init; }

    /// <summary>All sales net of their fees, in base currency; null where a rate is missing.</summary>
    public decimal? SoldBase { get; private init; }

    public decimal? FeesBase { get; private init; }

    /// <param name="trades">Of this symbol, in ledger order, none after <paramref name="asOf"/>.</param>
    public static Position From(
        IReadOnlyList<Trade> trades, Security security, ExchangeRates rates, string baseCurrency, CostMethod method,
        DateOnly asOf)
    {
        // A security that nobody has described yet is told in the currency in which it was bought.
        var currency = security.Instrument.Currency ?? trades[0].Currency;
        var lots = new List<LotTrade>(trades.Count);
        var flows = new List<TradeFlow>(trades.Count);
        decimal? dividends = 0, dividendsBase = 0, invested = 0, sold = 0, fees = 0;
        var localIsKnown = true;

        foreach (var trade in trades)
        {
            var toBase = RateToBase(trade, rates, baseCurrency);
            var toLocal = rates.Between(trade.Currency, currency, trade.On)?.Value;
            var feeBase = trade.Fee == 0 ? 0 : trade.Fee * toBase;
            if (trade.Kind == TradeKind.Dividend)
            {
                // A fee on a dividend (tax withheld, bank charge) is kept from it: what arrived is net.
                var net = trade.Gross - trade.Fee;
                dividends += net * toLocal;
                dividendsBase += net * toBase;
                flows.Add(new(trade.On, 0, net * toBase));
                continue;
            }

            fees += feeBase;
            var isBuy = trade.Kind == TradeKind.Buy;
            var amount = isBuy ? trade.Gross + trade.Fee : trade.Gross - trade.Fee;
            var amountBase = amount * toBase;
            // Where the trade's currency has no rate into the security's, no local figure may be told.
            localIsKnown &= toLocal is not null;
            lots.Add(new(trade.Id, trade.On, isBuy, trade.Quantity, amount * toLocal ?? 0, amountBase));
            flows.Add(isBuy ? new(trade.On, amountBase, 0) : new(trade.On, 0, amountBase));
            invested += isBuy ? amountBase : 0;
            sold += isBuy ? 0 : amountBase;
        }

        return new(trades[0].Symbol, security, currency, trades, flows,
            LotBook.Replay(lots, [.. security.Splits.TakeWhile(split => split.EffectiveOn <= asOf)], method))
        {
            LocalIsKnown = localIsKnown,
            DividendsReceived = dividends,
            DividendsReceivedBase = dividendsBase,
            InvestedBase = invested,
            SoldBase = sold,
            FeesBase = fees,
        };
    }

    /// <summary>The last day on which shares were held, no later than <paramref name="asOf"/>.</summary>
    public DateOnly LastHeldOn(DateOnly asOf) => Book.Quantity > 0 ? asOf : Trades[^1].On;

    /// <summary>The user's own rate, else the market's of the trade day; null where there is neither.</summary>
    private static decimal? RateToBase(Trade trade, ExchangeRates rates, string baseCurrency) =>
        trade.Currency == baseCurrency ? 1m
        : trade.RateToBase ?? rates.Between(trade.Currency, baseCurrency, trade.On)?.Value;
}
