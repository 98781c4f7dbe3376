namespace PortfolioTracker.Domain.Lots;

/// <summary>A lot that was chosen for a sale and cannot give what it was chosen for.</summary>
/// <param name="Place">Which of the sale's chosen lots, counted from 0.</param>
/// <param name="Left">Shares that were left of it, as they counted on the day; null where it is no purchase of the
/// symbol.</param>
internal readonly record struct BrokenChoice(Trade Sale, int Place, decimal? Left)
{
    public LotPick Choice => Sale.Lots[Place];
}

/// <summary>
/// Decides whether every sale can take the lots that were chosen for it: shares of a purchase recorded before it, not
/// used up by an earlier sale. Sales without a choice take the oldest lots.
/// </summary>
internal static class ChosenLots
{
    /// <summary>Null where each choice holds.</summary>
    /// <param name="tradesInLedgerOrder">Of one symbol; no more sold than was held (<see cref="Oversell"/>).</param>
    /// <param name="splitsAscending">A split takes effect at the start of its day, before that day's trades.</param>
    public static BrokenChoice? FirstBroken(
        IReadOnlyList<Trade> tradesInLedgerOrder, IReadOnlyList<Split> splitsAscending)
    {
        if (tradesInLedgerOrder.All(trade => trade.Lots.Count == 0))
        {
            return null;
        }

        var trades = tradesInLedgerOrder.Where(trade => trade.Kind != TradeKind.Dividend).ToArray();
        var bought = trades.Where(trade => trade.Kind == TradeKind.Buy).Select(trade => trade.Id).ToHashSet();
        var book = LotBook.Replay(
            [.. trades.Select(trade =>
                new LotTrade(trade.Id, trade.On, trade.Kind == TradeKind.Buy, trade.Quantity, 0, null))],
            splitsAscending, CostMethod.Specific, Of(trades));
        var sales = trades.ToDictionary(trade => trade.Id);
        foreach (var disposal in book.Disposals)
        {
            var sale = sales[disposal.TradeId];
            for (var i = 0; i < sale.Lots.Count; i++)
            {
                var (buy, quantity) = sale.Lots[i];
                var taken = disposal.Lots.Where(lot => lot.TradeId == buy).Sum(lot => lot.Quantity);
                if (taken < quantity)
                {
                    return new(sale, i, bought.Contains(buy) ? taken : null);
                }
            }
        }

        return null;
    }

    /// <summary>By the id of the sale, in the form that a lot book takes; sales without a choice are not in it.
    /// </summary>
    public static IReadOnlyDictionary<Guid, IReadOnlyList<LotPick>> Of(IEnumerable<Trade> trades) =>
        trades.Where(trade => trade.Lots.Count > 0).ToDictionary(trade => trade.Id, trade => trade.Lots);
}
