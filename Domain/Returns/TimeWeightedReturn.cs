namespace PortfolioTracker.Domain.Returns;

/// <summary>One day of what is measured; base currency.</summary>
/// <param name="Value">At the end of the day, the day's flows included.</param>
/// <param name="In">Paid in that day, zero or more: counts from the start of the day.</param>
/// <param name="Out">Taken out that day, zero or more: counts until the end of the day.</param>
internal readonly record struct ValueDay(DateOnly On, decimal Value, decimal In, decimal Out);

/// <param name="Return">A fraction: 0.01 is one percent.</param>
internal readonly record struct DailyReturn(DateOnly On, decimal Return);

/// <summary>
/// The true time-weighted return: r(d) = (V(d) + Out(d)) / (V(d-1) + In(d)) - 1, chained over the days. Money that is
/// paid in or taken out does not change it. (Inflows at the start, outflows at the end of their day, as Portfolio
/// Performance does.)
/// </summary>
/// <param name="Return">A fraction over all chained days; null where none could be chained, or it is too large.</param>
/// <param name="Annualised">Null under 365 <paramref name="Days"/>.</param>
/// <param name="Days">
/// Calendar days from the evening before the first day on which something was held or happened to the last such day;
/// years before the first purchase and after the last sale do not dilute the annual rate.
/// </param>
/// <param name="Daily">The chained days, in the order given.</param>
/// <param name="Unchained">
/// Days that have no return: nothing was held and nothing was paid in (or less than nothing), but something was there
/// or was taken out at the end of the day; or the end of the day is below zero. Not empty: the figure is partial.
/// </param>
/// <param name="Reason">Why there is no figure.</param>
internal sealed record TimeWeightedReturn(
    decimal? Return,
    double? Annualised,
    int Days,
    IReadOnlyList<DailyReturn> Daily,
    IReadOnlyList<DateOnly> Unchained,
    string? Reason)
{
    public ReturnStatus Status =>
        Return is null ? ReturnStatus.Unavailable : Unchained.Count > 0 ? ReturnStatus.Partial : ReturnStatus.Ok;

    /// <param name="openingValue">At the end of the day before the first one given.</param>
    /// <param name="days">Ascending; days on which nothing changed may be left out.</param>
    public static TimeWeightedReturn Of(decimal openingValue, IReadOnlyList<ValueDay> days)
    {
        var daily = new List<DailyReturn>(days.Count);
        var unchained = new List<DateOnly>();
        var (growth, valueBefore) = (1m, openingValue);
        DateOnly? first = null;
        var last = DateOnly.MinValue;

        try
        {
            foreach (var day in days)
            {
                var (start, end) = (valueBefore + day.In, day.Value + day.Out);
                valueBefore = day.Value;
                if (start == 0 && end == 0)
                {
                    // Nothing was held and nothing happened: no return, and none is missing.
                    continue;
                }

                (first, last) = (first ?? day.On, day.On);
                if (start <= 0 || end < 0)
                {
                    unchained.Add(day.On);
                    continue;
                }

                // The factor is the chain's own; the return is derived from it, not the other way round.
                var factor = end / start;
                growth *= factor;
                daily.Add(new(day.On, factor - 1));
            }
        }
        catch (OverflowException)
        {
            return new(null, null, 0, [], unchained, "The values are too far apart to be computed with.");
        }

        var length = first is { } from ? last.DayNumber - from.DayNumber + 1 : 0;
        return daily.Count == 0
            ? new(null, null, length, [], unchained, "There is no day that began with a value or a payment.")
            : new(growth - 1, Returns.Annualised.Of((double)(growth - 1), length), length, daily, unchained, null);
    }
}
