using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>Walks one position forward in time: the shares held, the price that counts, the day's flows.</summary>
/// <param name="asOf">The last day of the walk.</param>
internal sealed class HeldShares(Position position, DateOnly asOf)
{
    private readonly IReadOnlyList<Trade> trades = position.Trades;
    private readonly IReadOnlyList<Split> splits = position.Splits;
    private readonly PriceSeries prices = position.Security.Prices;
    private readonly HeldUnits held = new(position);
    private PricePoint? quote = position.Security.NewerQuote(asOf);
    private int nextTrade;
    private int nextSplit;
    private int price = -1;
    private decimal close;

    public decimal Shares => held.Shares;

    /// <summary>Flows of the day in base currency.</summary>
    public decimal In { get; private set; }

    public decimal Out { get; private set; }

    /// <summary>False where a flow of the day has no exchange rate.</summary>
    public bool FlowsAreKnown { get; private set; } = true;

    public bool HasPrice { get; private set; }

    public bool IsOver => nextTrade == trades.Count;

    /// <summary>In the security's currency, at the last close carried over any split since.</summary>
    public decimal Value => Shares * close;   // 0 where nothing is held or no price is known

    /// <summary>The first day after the one moved to on which more happens than that prices change.</summary>
    public int NextEvent => Math.Min(quote?.On.DayNumber ?? int.MaxValue, Math.Min(NextTrade, NextSplit));

    private int NextTrade => nextTrade < trades.Count ? trades[nextTrade].On.DayNumber : int.MaxValue;

    private int NextSplit => nextSplit < splits.Count ? splits[nextSplit].EffectiveOn.DayNumber : int.MaxValue;

    public void MoveTo(int day)
    {
        MovePriceTo(day);
        (In, Out, FlowsAreKnown) = (0, 0, true);
        while (true)
        {
            var (tradeDay, splitDay) = (NextTrade, NextSplit);
            if (splitDay <= day && splitDay <= tradeDay)
            {
                Apply(splits[nextSplit++]);
            }
            else if (tradeDay <= day)
            {
                Book(nextTrade++, tradeDay == day);
            }
            else
            {
                break;
            }
        }

        if (quote is { } last && last.On.DayNumber <= day)
        {
            (close, quote, HasPrice) = (last.Close, null, true);
        }
    }

    /// <summary>
    /// Adds the value of each day of the axis, from an index on, before the next event, and answers the index after
    /// them. In whole numbers where shares and closes have few enough places: 128 bits hold their products exactly, at
    /// a fraction of what decimals cost.
    /// </summary>
    public int AddQuietDays(int[] axis, int from, CurrencyValues values)
    {
        var until = NextEvent;
        var days = prices.Days;
        var closes = prices.ScaledCloses;
        var isScaled = PriceSeries.TryScale(Shares, CurrencyValues.SharePlaces, out var shares) && closes.Length > 0;

        // A close carried over a split, and a quote, are not among the scaled ones: they count until the next close.
        var i = from;
        var isPlain = isScaled && price >= 0 && close == prices.Closes[price];
        for (; i < axis.Length && axis[i] < until && !(isPlain || (isScaled && HasCloseBy(axis[i]))); i++)
        {
            MovePriceTo(axis[i]);
            values.Rest[i] += Value;
        }

        var at = price;
        for (var sums = values.Scaled; i < axis.Length && axis[i] < until; i++)
        {
            while (at + 1 < days.Length && days[at + 1] <= axis[i])
            {
                at++;
            }

            var high = Math.BigMul(shares, closes[at], out var low);
            unchecked
            {
                sums[i] += new UInt128(high, low);
            }
        }

        MovePriceTo(axis[i - 1]);
        return i;
    }

    private bool HasCloseBy(int day) => price + 1 < prices.Count && prices.Days[price + 1] <= day;

    private void MovePriceTo(int day)
    {
        var days = prices.Days;
        while (price + 1 < days.Length && days[price + 1] <= day)
        {
            price++;
            (close, HasPrice) = (prices.Closes[price], true);
        }
    }

    private void Apply(Split split)
    {
        held.MoveTo(split.EffectiveOn);
        if (price >= 0 && prices.Days[price] < split.EffectiveOn.DayNumber)
        {
            close = close * split.Old / split.New;
        }
    }

    private void Book(int index, bool today)
    {
        held.Take(index);
        if (today)
        {
            var flow = position.Flows[index];
            In += flow.In ?? 0;
            Out += flow.Out ?? 0;
            FlowsAreKnown &= flow.IsKnown;
        }
    }
}
