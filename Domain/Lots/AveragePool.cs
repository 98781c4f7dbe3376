namespace PortfolioTracker.Domain.Lots;

/// <summary>
/// All shares in one pool at their average cost. Dates follow the order of purchase: a sale uses up the oldest
/// acquisition, and the pool is as old as the oldest one left.
/// </summary>
internal sealed class AveragePool : OpenLots
{
    private readonly Queue<LotUnits> acquisitions = [];
    private decimal usedOfOldest;
    private decimal units;
    private decimal? cost = 0m;
    private decimal? costBase = 0m;

    public override IEnumerable<LotUnits> Remaining => units == 0 ? [] : [Part(units, cost, costBase)];

    public override void Add(LotUnits lot)
    {
        acquisitions.Enqueue(lot);
        units += lot.Units;
        cost += lot.Cost;
        costBase += lot.CostBase;
    }

    public override decimal Take(
        decimal units, IReadOnlyList<LotPick> picks, decimal unitsPerShare, List<LotUnits> taken)
    {
        var part = Math.Min(units, this.units);
        if (part == 0)
        {
            return 0m;
        }

        (var costOut, cost) = Portion.Of(cost, part, this.units);
        (var costBaseOut, costBase) = Portion.Of(costBase, part, this.units);
        taken.Add(Part(part, costOut, costBaseOut));
        this.units -= part;

        if (this.units == 0)
        {
            // An empty pool forgets that a rate was missing: the next purchase starts a new one.
            acquisitions.Clear();
            (usedOfOldest, cost, costBase) = (0m, 0m, 0m);
            return part;
        }

        usedOfOldest += part;
        while (acquisitions.Peek().Units <= usedOfOldest && acquisitions.Count > 1)
        {
            usedOfOldest -= acquisitions.Dequeue().Units;
        }

        return part;
    }

    private LotUnits Part(decimal partUnits, decimal? partCost, decimal? partCostBase)
    {
        var oldest = acquisitions.Peek();
        return new(oldest.TradeId, oldest.BoughtOn, partUnits, partCost, partCostBase);
    }
}
