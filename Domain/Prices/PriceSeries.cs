namespace PortfolioTracker.Domain.Prices;

internal readonly record struct PricePoint(DateOnly On, decimal Close);

/// <summary>Raw daily closes of one security (or rates of one currency pair), ascending by day, one a day.</summary>
internal sealed class PriceSeries
{
    private readonly int[] days;
    private readonly decimal[] closes;

    private PriceSeries(int[] days, decimal[] closes) => (this.days, this.closes) = (days, closes);

    public static PriceSeries Empty { get; } = new([], []);

    public int Count => days.Length;

    /// <summary>Day numbers (<see cref="DateOnly.DayNumber"/>), ascending; pairs with <see cref="Closes"/>.</summary>
    public ReadOnlySpan<int> Days => days;

    public ReadOnlySpan<decimal> Closes => closes;

    public PricePoint? First => Count == 0 ? null : At(0);

    public PricePoint? Last => Count == 0 ? null : At(Count - 1);

    /// <summary>Builds a series from points in any order; of two points of one day the later one given wins.</summary>
    public static PriceSeries From(IEnumerable<PricePoint> points)
    {
        var sorted = points.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // By day, then by place in the input: Array.Sort alone is not stable.
        Array.Sort(order, (a, b) => sorted[a].On != sorted[b].On ? sorted[a].On.CompareTo(sorted[b].On) : a - b);

        var days = new List<int>(order.Length);
        var closes = new List<decimal>(order.Length);
        foreach (var i in order)
        {
            var day = sorted[i].On.DayNumber;
            if (days.Count > 0 && days[^1] == day)
            {
                closes[^1] = sorted[i].Close;
            }
            else
            {
                days.Add(day);
                closes.Add(sorted[i].Close);
            }
        }

        return new([.. days], [.. closes]);
    }

    public PricePoint At(int index) => new(DateOnly.FromDayNumber(days[index]), closes[index]);

    /// <summary>Index of the last point on or before the day; -1 where the series begins later or is empty.</summary>
    public int IndexOnOrBefore(DateOnly on)
    {
        var found = Array.BinarySearch(days, on.DayNumber);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The last close on or before the day, null where there is none.</summary>
    public PricePoint? OnOrBefore(DateOnly on)
    {
        var index = IndexOnOrBefore(on);
        return index < 0 ? null : At(index);
    }
}
