using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>
/// Sums over holdings and closed positions, in base currency. A sum covers what is known; how much of it that is,
/// <see cref="PortfolioSnapshot.Missing"/> says.
/// </summary>
/// <param name="Value">Of the holdings that have a price and a rate.</param>
/// <param name="Cost">Of the holdings whose cost is known, also of those without a price.</param>
/// <param name="UnrealisedGain">Of the holdings of which value and cost are known; where one of the two is missing
/// somewhere, this is not value less cost.</param>
/// <param name="UnrealisedReturn">That gain as a fraction of the cost it belongs to; null without any.</param>
/// <param name="RealisedGain">Of all disposals whose rates are known.</param>
/// <param name="Income">Dividends received, net of what was kept from them.</param>
/// <param name="Invested">All buys with fees.</param>
/// <param name="Sold">All sales net of fees; of a sale of more than was held the part that was held.</param>
internal sealed record Totals(
    decimal Value,
    decimal Cost,
    decimal UnrealisedGain,
    decimal? UnrealisedReturn,
    decimal RealisedGain,
    decimal Income,
    decimal Invested,
    decimal Sold,
    decimal Fees,
    decimal CurrencyGain,
    decimal PriceGain,
    int Buys,
    int Sells,
    int Dividends,
    DateOnly? FirstTradeOn,
    DateOnly? LastTradeOn)
{
    /// <summary>Unrealised and realised gain and income.</summary>
    public decimal Profit => UnrealisedGain + RealisedGain + Income;

    /// <summary>Profit as a fraction of all money ever paid in; null where none was.</summary>
    public decimal? ProfitReturn => Invested > 0 ? Profit / Invested : null;

    public int Trades => Buys + Sells + Dividends;

    public static Totals Of(IReadOnlyList<Position> positions, IReadOnlyList<Holding> holdings)
    {
        decimal value = 0, cost = 0, gain = 0, gainCost = 0, currencyGain = 0, priceGain = 0;
        foreach (var holding in holdings)
        {
            value += holding.ValueBase ?? 0;
            cost += holding.CostBase ?? 0;
            if (holding.UnrealisedGainBase is { } known)
            {
                gain += known;
                gainCost += holding.CostBase!.Value;
            }

            currencyGain += holding.CurrencyGainBase ?? 0;
            priceGain += holding.PriceGainBase ?? 0;
        }

        int buys = 0, sells = 0, dividends = 0;
        DateOnly? first = null, last = null;
        foreach (var trade in positions.SelectMany(position => position.Trades))
        {
            buys += trade.Kind == TradeKind.Buy ? 1 : 0;
            sells += trade.Kind == TradeKind.Sell ? 1 : 0;
            dividends += trade.Kind == TradeKind.Dividend ? 1 : 0;
            first = first is null || trade.On < first ? trade.On : first;
            last = last is null || trade.On > last ? trade.On : last;
        }

        return new(value, cost, gain, gainCost > 0 ? gain / gainCost : null,
            positions.Sum(position => position.RealisedKnownBase),
            positions.Sum(position => position.DividendsKnownBase),
            positions.Sum(position => position.InvestedBase ?? position.Flows.Sum(flow => flow.In ?? 0)),
            positions.Sum(position => position.SoldBase ?? KnownSales(position)),
            positions.Sum(position => position.FeesBase ?? 0),
            currencyGain, priceGain, buys, sells, dividends, first, last);
    }

    private static decimal KnownSales(Position position) =>
        position.Book.Disposals.Sum(disposal => disposal.ProceedsBase ?? 0);
}
