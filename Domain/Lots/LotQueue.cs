namespace PortfolioTracker.Domain.Lots;

/// <summary>
/// Open lots that a sale takes one after the other: oldest, newest, or dearest first, or as picked. A trade costs
/// constant time, under <see cref="CostMethod.Hifo"/> the logarithm of the number of open lots.
/// </summary>
internal sealed class LotQueue(CostMethod method, int lotsMax) : OpenLots
{
    // In the order of purchase. Used-up lots stay, with 0 units; the newest are dropped under LIFO.
    private readonly List<LotUnits> lots = new(lotsMax);
    private readonly PriorityQueue<int, (decimal CostPerUnitNegative, int Index)> dearestFirst = new();
    private readonly Dictionary<Guid, int> indexByTrade = [];
    private int oldest;

    public override IEnumerable<LotUnits> Remaining => lots.Where(lot => lot.Units > 0);

    public override void Add(LotUnits lot)
    {
        if (method == CostMethod.Hifo)
        {
            // Units are the same before and after a split, so the order of two lots never changes.
            dearestFirst.Enqueue(lots.Count, (-(lot.Cost ?? 0) / lot.Units, lots.Count));
        }
        else if (method == CostMethod.Specific)
        {
            indexByTrade[lot.TradeId] = lots.Count;
        }

        lots.Add(lot);
    }

    public override decimal Take(
        decimal units, IReadOnlyList<LotPick> picks, decimal unitsPerShare, List<LotUnits> taken)
    {
        var left = units;
        foreach (var pick in picks)
        {
            // A pick of a lot that is not there (yet, or any more) takes nothing: the oldest lots fill up.
            if (indexByTrade.TryGetValue(pick.BuyTradeId, out var index))
            {
                left -= TakeFrom(index, Math.Min(left, pick.Quantity * unitsPerShare), taken);
            }
        }

        while (left > 0 && Next() is { } index)
        {
            left -= TakeFrom(index, left, taken);
        }

        return units - left;
    }

    private int? Next() => method switch
    {
        CostMethod.Lifo => Newest(),
        CostMethod.Hifo => Dearest(),
        _ => Oldest(),
    };

    private int? Oldest()
    {
        while (oldest < lots.Count && lots[oldest].Units == 0)
        {
            oldest++;
        }

        return oldest < lots.Count ? oldest : null;
    }

    private int? Newest()
    {
        while (lots.Count > 0 && lots[^1].Units == 0)
        {
            lots.RemoveAt(lots.Count - 1);
        }

        return lots.Count > 0 ? lots.Count - 1 : null;
    }

    private int? Dearest()
    {
        while (dearestFirst.TryPeek(out var index, out _))
        {
            if (lots[index].Units > 0)
            {
                return index;
            }

            dearestFirst.Dequeue();
        }

        return null;
    }

    private decimal TakeFrom(int index, decimal units, List<LotUnits> taken)
    {
        var lot = lots[index];
        var part = Math.Min(units, lot.Units);
        if (part <= 0)
        {
            return 0m;
        }

        var (cost, costLeft) = Portion.Of(lot.Cost, part, lot.Units);
        var (costBase, costBaseLeft) = Portion.Of(lot.CostBase, part, lot.Units);
        taken.Add(new(lot.TradeId, lot.BoughtOn, part, cost, costBase));
        lots[index] = lot with { Units = lot.Units - part, Cost = costLeft, CostBase = costBaseLeft };
        return part;
    }
}
