using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>Adds position after position to the values and flows of the days of one axis.</summary>
/// <param name="axis">Day numbers, ascending.</param>
/// <param name="rates">Per currency the rate into base on each day of the axis; 0 where unknown.</param>
internal sealed class DailyValuePass(int[] axis, Dictionary<string, decimal[]> rates)
{
    private readonly Dictionary<string, decimal[]> values = [];
    private readonly decimal[] inflows = new decimal[axis.Length];
    private readonly decimal[] outflows = new decimal[axis.Length];
    private readonly List<Uncovered> gaps = [];

    public IReadOnlyList<Uncovered> Gaps => gaps;

    public void Add(Position position)
    {
        if (!values.TryGetValue(position.Currency, out var ofCurrency))
        {
            values[position.Currency] = ofCurrency = new decimal[axis.Length];
        }

        var rate = rates[position.Currency];
        var walk = new HeldShares(position);
        var uncoveredFrom = -1;
        var covered = false;
        var before = 0m;

        for (var i = Array.BinarySearch(axis, position.Trades[0].On.DayNumber); i < axis.Length; i++)
        {
            walk.MoveTo(axis[i]);
            var canValue = walk.Shares == 0 || (walk.HasPrice && rate[i] > 0);
            if (!covered && !(canValue && walk.FlowsAreKnown && uncoveredFrom < 0))
            {
                // Not valued so far: remember since when, until it can be (or there is nothing left to value).
                uncoveredFrom = uncoveredFrom < 0 ? i : uncoveredFrom;
                if (!canValue)
                {
                    continue;
                }

                gaps.Add(new(position.Symbol, Day(uncoveredFrom), Day(i)));
                (uncoveredFrom, covered) = (-1, true);
                before = walk.Value * rate[i];
                ofCurrency[i] += walk.Value;
                inflows[i] += before;
            }
            else
            {
                covered = true;
                var now = walk.Value * rate[i];
                ofCurrency[i] += walk.Value;
                Book(i, position, walk, before, now);
                before = now;
            }

            if (walk is { Shares: 0, IsOver: true })
            {
                return;
            }
        }

        if (uncoveredFrom >= 0)
        {
            gaps.Add(new(position.Symbol, Day(uncoveredFrom), Day(axis.Length - 1)));
        }
    }

    private void Book(int day, Position position, HeldShares walk, decimal before, decimal now)
    {
        if (walk.FlowsAreKnown)
        {
            inflows[day] += walk.In;
            outflows[day] += walk.Out;
            return;
        }

        // A flow without an exchange rate: the position is taken to have stood still that day, and the gap is named.
        gaps.Add(new(position.Symbol, Day(day), Day(day)));
        inflows[day] += Math.Max(0, now - before);
        outflows[day] += Math.Max(0, before - now);
    }

    public ValueDay[] Days()
    {
        var days = new ValueDay[axis.Length];
        for (var i = 0; i < axis.Length; i++)
        {
            var value = 0m;
            foreach (var (currency, ofCurrency) in values)
            {
                value += ofCurrency[i] * rates[currency][i];
            }

            days[i] = new(Day(i), value, inflows[i], outflows[i]);
        }

        return days;
    }

    private DateOnly Day(int index) => DateOnly.FromDayNumber(axis[index]);
}

/// <summary>Walks one position forward in time: the shares held, the price that counts, the day's flows.</summary>
internal sealed class HeldShares(Position position)
{
    private readonly IReadOnlyList<Trade> trades = position.Trades;
    private readonly IReadOnlyList<Split> splits = position.Security.Splits;
    private int nextTrade;
    private int nextSplit;
    private int price = -1;
    private decimal close;

    public decimal Shares { get; private set; }

    /// <summary>Flows of the day in base currency.</summary>
    public decimal In { get; private set; }

    public decimal Out { get; private set; }

    /// <summary>False where a flow of the day has no exchange rate.</summary>
    public bool FlowsAreKnown { get; private set; } = true;

    public bool HasPrice => price >= 0;

    public bool IsOver => nextTrade == trades.Count;

    /// <summary>In the security's currency, at the last close carried over any split since.</summary>
    public decimal Value => Shares * close;   // 0 where nothing is held or no price is known

    public void MoveTo(int day)
    {
        var days = position.Security.Prices.Days;
        var closes = position.Security.Prices.Closes;
        while (price + 1 < days.Length && days[price + 1] <= day)
        {
            price++;
            close = closes[price];
        }

        (In, Out, FlowsAreKnown) = (0, 0, true);
        while (true)
        {
            var tradeDay = nextTrade < trades.Count ? trades[nextTrade].On.DayNumber : int.MaxValue;
            var splitDay = nextSplit < splits.Count ? splits[nextSplit].EffectiveOn.DayNumber : int.MaxValue;
            if (splitDay <= day && splitDay <= tradeDay)
            {
                Apply(splits[nextSplit++], days);
            }
            else if (tradeDay <= day)
            {
                Book(nextTrade++, tradeDay == day);
            }
            else
            {
                return;
            }
        }
    }

    private void Apply(Split split, ReadOnlySpan<int> days)
    {
        Shares = split.Apply(Shares);
        if (price >= 0 && days[price] < split.EffectiveOn.DayNumber)
        {
            close = close * split.Old / split.New;
        }
    }

    private void Book(int index, bool today)
    {
        var trade = trades[index];
        Shares = trade.Kind switch
        {
            TradeKind.Buy => Shares + trade.Quantity,
            // A ledger that sells more than it holds is short of records, not short of shares.
            TradeKind.Sell => Math.Max(0, Shares - trade.Quantity),
            _ => Shares,
        };
        if (today)
        {
            var flow = position.Flows[index];
            In += flow.In ?? 0;
            Out += flow.Out ?? 0;
            FlowsAreKnown &= flow.IsKnown;
        }
    }
}
