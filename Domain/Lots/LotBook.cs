namespace PortfolioTracker.Domain.Lots;

/// <summary>
/// The lots of one security after its trades: what is open, what was sold and what each sale consumed. No share and no
/// cent is lost: cost bought = cost open + cost of the disposals, whatever the method and the splits.
/// </summary>
internal sealed class LotBook
{
    private LotBook(IReadOnlyList<Lot> open, decimal quantity, IReadOnlyList<Disposal> disposals, Shortfall? shortfall)
    {
        (Open, Quantity, Disposals, Shortfall) = (open, quantity, disposals, shortfall);
        (Cost, CostBase, RealisedGain, RealisedGainBase) = (0m, 0m, 0m, 0m);
        foreach (var lot in open)
        {
            Cost += lot.Cost;
            CostBase += lot.CostBase;
        }

        foreach (var disposal in disposals)
        {
            RealisedGain += disposal.Gain;
            RealisedGainBase += disposal.GainBase;
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Lot> Open { get; }

    /// <summary>In ledger order. A sale when nothing was held is none.</summary>
    public IReadOnlyList<Disposal> Disposals { get; }

    /// <summary>The first sale of more than was held; null where every sale was covered.</summary>
    public Shortfall? Shortfall { get; }

    /// <summary>Shares held, after every split given. Exact where the lots are thirds: three of them are 1.</summary>
    public decimal Quantity { get; }

    /// <summary>Of the open lots, in the security's currency; null where the rate of one is not known.</summary>
    public decimal? Cost { get; }

    /// <summary>Of the open lots, in base currency at the purchases' rates; null where one is not known.</summary>
    public decimal? CostBase { get; }

    /// <summary>Of all disposals, in the security's currency; null where a rate of one of them is not known.</summary>
    public decimal? RealisedGain { get; }

    /// <summary>Of all disposals, in base currency; null where a rate of one of them is not known.</summary>
    public decimal? RealisedGainBase { get; }

    /// <param name="tradesInLedgerOrder">Of one security; quantities above zero.</param>
    /// <param name="splitsAscending">
    /// All are applied, so give those up to the day for which the book is wanted. A split takes effect at the start of
    /// its day, before that day's trades; costs stay.
    /// </param>
    /// <param name="picks">By the id of the sale; read under <see cref="CostMethod.Specific"/> only.</param>
    public static LotBook Replay(
        IReadOnlyList<LotTrade> tradesInLedgerOrder,
        IReadOnlyList<Split> splitsAscending,
        CostMethod method,
        IReadOnlyDictionary<Guid, IReadOnlyList<LotPick>>? picks = null)
    {
        var scale = SplitScale.Of(splitsAscending);
        var unitsPerShare = scale.DecimalFactors(tradesInLedgerOrder.Select(trade => trade.Quantity));
        var open = OpenLots.Under(method, tradesInLedgerOrder.Count);
        // Where one cost is not known, neither is which lot is the dearest: the oldest go first, and no cost is told.
        var isUnranked = method == CostMethod.Hifo
            && tradesInLedgerOrder.Any(trade => trade is { IsBuy: true, Amount: null });
        var disposals = new List<Disposal>();
        Shortfall? shortfall = null;
        var taken = new List<LotUnits>();
        var splits = 0;

        foreach (var trade in tradesInLedgerOrder)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trade.Quantity);
            splits = scale.InEffect(trade.On, splits);
            var units = trade.Quantity * unitsPerShare[splits];

            if (trade.IsBuy)
            {
                open.Add(new(trade.Id, trade.On, units, isUnranked ? null : trade.Amount, trade.AmountBase));
                continue;
            }

            taken.Clear();
            var picked = method == CostMethod.Specific && picks is not null ? picks.GetValueOrDefault(trade.Id) : null;
            var covered = open.Take(units, picked ?? [], unitsPerShare[splits], taken);
            if (covered < units)
            {
                shortfall ??= new(trade.On, (units - covered) / unitsPerShare[splits]);
            }

            if (covered > 0)
            {
                disposals.Add(Of(trade, units, covered, unitsPerShare[splits], taken));
            }
        }

        var (lots, held) = Lots(open, unitsPerShare[^1]);
        return new(lots, held, disposals, shortfall);
    }

    private static (IReadOnlyList<Lot> Lots, decimal Quantity) Lots(OpenLots open, decimal unitsPerShare)
    {
        var (lots, units) = (new List<Lot>(), 0m);
        foreach (var lot in open.Remaining)
        {
            units += lot.Units;
            lots.Add(new(lot.TradeId, lot.BoughtOn, lot.Units / unitsPerShare, lot.Cost, lot.CostBase));
        }

        return (lots, units / unitsPerShare);
    }

    private static Disposal Of(
        LotTrade sale, decimal units, decimal covered, decimal unitsPerShare, List<LotUnits> taken)
    {
        // Of a sale of more than was held, the part that was held and its share of the proceeds.
        var quantity = covered == units ? sale.Quantity : covered / unitsPerShare;
        var (proceeds, _) = Portion.Of(sale.Amount, covered, units);
        var (proceedsBase, _) = Portion.Of(sale.AmountBase, covered, units);

        var lots = new ConsumedLot[taken.Count];
        var (quantityLeft, proceedsLeft, proceedsBaseLeft, unitsLeft) = (quantity, proceeds, proceedsBase, covered);
        for (var i = 0; i < lots.Length; i++)
        {
            // Each takes its part of what is left, so the last one takes all the rest.
            var part = taken[i];
            var lotQuantity = i == lots.Length - 1
                ? quantityLeft
                : Math.Round(part.Units / unitsPerShare, Portion.Places);
            (var lotProceeds, proceedsLeft) = Portion.Of(proceedsLeft, part.Units, unitsLeft);
            (var lotProceedsBase, proceedsBaseLeft) = Portion.Of(proceedsBaseLeft, part.Units, unitsLeft);
            lots[i] = new(
                part.TradeId, part.BoughtOn, lotQuantity, part.Cost, part.CostBase, lotProceeds, lotProceedsBase);
            quantityLeft -= lotQuantity;
            unitsLeft -= part.Units;
        }

        return new(sale.Id, sale.On, quantity, proceeds, proceedsBase, lots);
    }
}
