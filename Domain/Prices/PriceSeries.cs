namespace PortfolioTracker.Domain.Prices;

internal readonly record struct PricePoint(DateOnly On, decimal Close);

/// <summary>Raw daily closes of one security (or rates of one currency pair), ascending by day, one a day.</summary>
internal sealed class PriceSeries
{
    private static readonly decimal[] Powers = [1m, 1e1m, 1e2m, 1e3m, 1e4m, 1e5m, 1e6m, 1e7m, 1e8m];

    private readonly int[] days;
    private readonly decimal[] closes;
    private ulong[]? scaled;

    private PriceSeries(int[] days, decimal[] closes) => (this.days, this.closes) = (days, closes);

    public static PriceSeries Empty { get; } = new([], []);

    public int Count => days.Length;

    /// <summary>Day numbers (<see cref="DateOnly.DayNumber"/>), ascending; pairs with <see cref="Closes"/>.</summary>
    public ReadOnlySpan<int> Days => days;

    public ReadOnlySpan<decimal> Closes => closes;

    /// <summary>The closes as whole numbers of 10^-<see cref="ScaledPlaces"/>, for sums over many days; empty where one
    /// of them does not fit. Made when first asked for (twice where two ask at once, with the same result).</summary>
    public ReadOnlySpan<ulong> ScaledCloses => scaled ??= Scaled(closes);

    /// <summary>Alpha Vantage gives four decimals; a price in pence or cents of four has six in the major unit.
    /// </summary>
    public const int ScaledPlaces = 6;

    /// <summary>The product of two whole numbers up to this, a million times over, fits into 128 bits.</summary>
    public const ulong ScaledMax = 1UL << 53;

    public PricePoint? First => Count == 0 ? null : At(0);

    public PricePoint? Last => Count == 0 ? null : At(Count - 1);

    /// <summary>Builds a series from points in any order; of two points of one day the later one given wins.</summary>
    public static PriceSeries From(IEnumerable<PricePoint> points)
    {
        var sorted = points.ToArray();
        var (days, closes) = (new int[sorted.Length], new decimal[sorted.Length]);
        var isAscending = true;
        for (var i = 0; i < days.Length; i++)
        {
            (days[i], closes[i]) = (sorted[i].On.DayNumber, sorted[i].Close);
            isAscending &= i == 0 || days[i] > days[i - 1];
        }

        return isAscending ? new(days, closes) : Sorted(sorted);
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

    /// <summary>The series without what lies after a day, and with one more point at its end where there is one.
    /// </summary>
    public PriceSeries Through(DateOnly last, PricePoint? newer)
    {
        var count = IndexOnOrBefore(last) + 1;
        return count == Count && newer is null ? this
            : newer is { } point
                ? new([.. days.AsSpan(0, count), point.On.DayNumber], [.. closes.AsSpan(0, count), point.Close])
            : new(days[..count], closes[..count]);
    }

    /// <summary>Days and their closes, in any order; the array of closes belongs to the series from now on.</summary>
    public static PriceSeries From(ReadOnlySpan<DateOnly> on, decimal[] closes)
    {
        var days = new int[closes.Length];
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = on[i].DayNumber;
            if (i > 0 && days[i] <= days[i - 1])
            {
                return From(on.ToArray().Zip(closes, (day, close) => new PricePoint(day, close)));
            }
        }

        return new(days, closes);
    }

    /// <summary>A decimal as a whole number of 10^-places; false where it is none, or too large.</summary>
    public static bool TryScale(decimal value, int places, out ulong whole)
    {
        whole = 0;
        if (value < 0 || value >= ScaledMax)
        {
            return false;
        }

        value *= Powers[places];
        if (value > ScaledMax || value != decimal.Truncate(value))
        {
            return false;
        }

        whole = (ulong)value;
        return true;
    }

    private static PriceSeries Sorted(PricePoint[] points)
    {
        var (days, closes) = (new List<int>(points.Length), new List<decimal>(points.Length));
        // OrderBy is stable: of one day the points keep the order in which they were given.
        foreach (var (on, close) in points.OrderBy(point => point.On))
        {
            if (days.Count > 0 && days[^1] == on.DayNumber)
            {
                closes[^1] = close;
            }
            else
            {
                days.Add(on.DayNumber);
                closes.Add(close);
            }
        }

        return new([.. days], [.. closes]);
    }

    private static ulong[] Scaled(decimal[] closes)
    {
        var scaled = new ulong[closes.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            if (!TryScale(closes[i], ScaledPlaces, out scaled[i]))
            {
                return [];
            }
        }

        return scaled;
    }
}
