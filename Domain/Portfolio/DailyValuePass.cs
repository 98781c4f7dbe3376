using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>Adds position after position to the values and flows of the days of one axis.</summary>
/// <param name="axis">Day numbers, ascending.</param>
/// <param name="currencies">Per currency its values so far and its rates.</param>
internal sealed class DailyValuePass(int[] axis, Dictionary<string, CurrencyValues> currencies)
{
    private readonly decimal[] inflows = new decimal[axis.Length];
    private readonly decimal[] outflows = new decimal[axis.Length];
    private readonly List<Uncovered> gaps = [];

    public IReadOnlyList<Uncovered> Gaps => gaps;

    public void Add(Position position)
    {
        var values = currencies[position.Currency];
        var walk = new HeldShares(position, Day(axis.Length - 1));
        var first = Array.BinarySearch(axis, position.Trades[0].On.DayNumber);
        var i = FirstCovered(position, walk, values, first);

        while (i < axis.Length && !(walk.Shares == 0 && walk.IsOver))
        {
            i = walk.Shares == 0 ? IndexOf(walk.NextEvent, i) : walk.AddQuietDays(axis, i, values);
            if (i == axis.Length)
            {
                return;
            }

            if (!walk.HasPrice || values.Rates[i - 1] == 0)
            {
                // Bought and sold off before there was a price or a rate, and bought again.
                i = FirstCovered(position, walk, values, i);
                continue;
            }

            var before = walk.Value;
            walk.MoveTo(axis[i]);
            values.Rest[i] += walk.Value;
            Book(i, position, walk, before, values);
            i++;
        }
    }

    public ValueDay[] Days()
    {
        var days = new ValueDay[axis.Length];
        for (var i = 0; i < axis.Length; i++)
        {
            var value = 0m;
            foreach (var (_, ofCurrency) in currencies)
            {
                value += ofCurrency.InBase(i);
            }

            days[i] = new(Day(i), value, inflows[i], outflows[i]);
        }

        return days;
    }

    /// <summary>Adds the first day on which the position can be valued, and answers the index of the day after it.
    /// </summary>
    private int FirstCovered(Position position, HeldShares walk, CurrencyValues values, int first)
    {
        var uncoveredFrom = -1;
        for (var i = first; i < axis.Length; i++)
        {
            walk.MoveTo(axis[i]);
            var canValue = walk.Shares == 0 || (walk.HasPrice && values.Rates[i] > 0);
            if (canValue && walk.FlowsAreKnown && uncoveredFrom < 0)
            {
                values.Rest[i] += walk.Value;
                Book(i, position, walk, 0, values);
                return i + 1;
            }

            // Not valued so far: remember since when, until it can be (or there is nothing left to value).
            uncoveredFrom = uncoveredFrom < 0 ? i : uncoveredFrom;
            if (canValue)
            {
                gaps.Add(new(position.Symbol, Day(uncoveredFrom), Day(i)));
                values.Rest[i] += walk.Value;
                inflows[i] += walk.Value * values.Rates[i];
                return i + 1;
            }
        }

        gaps.Add(new(position.Symbol, Day(uncoveredFrom), Day(axis.Length - 1)));
        return axis.Length;
    }

    /// <param name="valueBefore">In the security's currency, before what happened on the day.</param>
    private void Book(int day, Position position, HeldShares walk, decimal valueBefore, CurrencyValues values)
    {
        if (walk.FlowsAreKnown)
        {
            inflows[day] += walk.In;
            outflows[day] += walk.Out;
            return;
        }

        // A flow without an exchange rate: the position is taken to have stood still that day, and the gap is named.
        gaps.Add(new(position.Symbol, Day(day), Day(day)));
        var before = day > 0 ? valueBefore * values.Rates[day - 1] : 0;
        var now = walk.Value * values.Rates[day];
        inflows[day] += Math.Max(0, now - before);
        outflows[day] += Math.Max(0, before - now);
    }

    /// <summary>Index of the first day on or after a day number, not before <paramref name="from"/>.</summary>
    private int IndexOf(int dayNumber, int from)
    {
        var found = dayNumber > axis[^1]
            ? axis.Length
            : Array.BinarySearch(axis, from, axis.Length - from, dayNumber);
        return found >= 0 ? found : ~found;
    }

    private DateOnly Day(int index) => DateOnly.FromDayNumber(axis[index]);
}
