using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>The cost of what is held after each day with a trade: base currency, moving average.</summary>
internal static class InvestmentLevels
{
    /// <summary>Ascending, one a day. Null where a flow of one of the positions has no exchange rate.</summary>
    public static IReadOnlyList<InvestmentLevel>? Of(IReadOnlyList<Position> positions)
    {
        var changes = new SortedDictionary<DateOnly, decimal>();
        foreach (var position in positions)
        {
            var lots = new List<LotTrade>(position.Trades.Count);
            foreach (var (trade, flow) in position.Trades.Zip(position.Flows))
            {
                if (flow is not { In: { } paidIn, Out: { } takenOut })
                {
                    return null;
                }

                if (trade.Kind == TradeKind.Dividend)
                {
                    continue;
                }

                var isBuy = trade.Kind == TradeKind.Buy;
                var amount = isBuy ? paidIn : takenOut;
                lots.Add(new(trade.Id, trade.On, isBuy, trade.Quantity, amount, amount));
                if (isBuy)
                {
                    Add(changes, trade.On, paidIn);
                }
            }

            foreach (var sale in LotBook.Replay(lots, position.Security.Splits, CostMethod.Average).Disposals)
            {
                Add(changes, sale.On, -sale.Cost!.Value);
            }
        }

        var (levels, cost) = (new List<InvestmentLevel>(changes.Count), 0m);
        foreach (var (on, change) in changes)
        {
            levels.Add(new(on, cost += change));
        }

        return levels;
    }

    private static void Add(SortedDictionary<DateOnly, decimal> changes, DateOnly on, decimal change) =>
        changes[on] = changes.GetValueOrDefault(on) + change;
}
