using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Dividends;

/// <summary>One dividend of a history.</summary>
/// <param name="PayOn">The announced pay date, else the ex-date plus the payer's usual lag.</param>
/// <param name="PerShareNow">The amount per share, restated for the share count of the day of the history.</param>
internal sealed record DividendPayment(DividendEvent Event, DateOnly PayOn, decimal PerShareNow);

/// <summary>What the known dividends of one symbol say about its habits on a day.</summary>
/// <param name="Payments">Ascending by pay date, announced ones included.</param>
/// <param name="LagDays">Usual days from ex-date to pay date: the median of those known, 0 where none is.</param>
/// <param name="IntervalDays">Mean days between ex-dates over the last two years; null with a single ex-date. The
/// mean and not the median: a payer of two unequal halves (4 and 8 months) has the interval of half a year.</param>
internal sealed record DividendHistory(IReadOnlyList<DividendPayment> Payments, int LagDays, double? IntervalDays)
{
    /// <summary>An ex-date moves by some days from year to year.</summary>
    public const int ShiftDaysMax = 21;

    private const double StoppedAfterIntervals = 1.5;
    private const double DaysPerYear = 365;

    /// <summary>Null where no dividend above zero is known.</summary>
    public static DividendHistory? Of(
        IReadOnlyList<DividendEvent> events, IReadOnlyList<Split> splits, DateOnly asOf)
    {
        var paying = events.Where(dividend => dividend.AmountPerShare > 0).ToList();
        if (paying.Count == 0)
        {
            return null;
        }

        var lags = paying
            .Where(dividend => dividend.PayOn >= dividend.ExOn)
            .Select(dividend => dividend.PayOn!.Value.DayNumber - dividend.ExOn.DayNumber)
            .ToArray();
        Array.Sort(lags);
        var lagDays = lags.Length == 0 ? 0 : lags[lags.Length / 2];
        var payments = paying
            .Select(dividend => new DividendPayment(
                dividend,
                dividend.PayOn ?? dividend.ExOn.AddDays(lagDays),
                Restate(dividend.AmountPerShare, splits, asOf, dividend.ExOn)))
            .OrderBy(payment => payment.PayOn)
            .ToArray();
        return new(payments, lagDays, Interval(paying));
    }

    /// <summary>True where more than one and a half usual intervals have gone by without an ex-date; a single dividend
    /// counts as a yearly one.</summary>
    public bool HasStopped(DateOnly asOf) =>
        asOf.DayNumber - Payments.Max(payment => payment.Event.ExOn).DayNumber
        > StoppedAfterIntervals * (IntervalDays ?? DaysPerYear);

    /// <summary>Whether a known dividend stands where one is expected: within 21 days, or half the usual interval
    /// where that is shorter (a monthly payer).</summary>
    public bool Covers(DateOnly slot)
    {
        var shiftDays = Math.Min(ShiftDaysMax, (IntervalDays ?? DaysPerYear) / 2);
        return Payments.Any(payment => Math.Abs(payment.PayOn.DayNumber - slot.DayNumber) <= shiftDays);
    }

    /// <summary>
    /// A number of shares of the day <paramref name="from"/>, counted on the day <paramref name="to"/>; and, because
    /// an amount per share goes the other way, an amount per share of <paramref name="to"/>, counted on
    /// <paramref name="from"/>. A split of either day itself belongs to that day.
    /// </summary>
    public static decimal Restate(decimal value, IReadOnlyList<Split> splits, DateOnly from, DateOnly to)
    {
        for (var i = 0; i < splits.Count; i++)
        {
            var split = splits[i];
            if (from < split.EffectiveOn && split.EffectiveOn <= to)
            {
                value = split.Apply(value);
            }
            else if (to < split.EffectiveOn && split.EffectiveOn <= from)
            {
                value = value * split.Old / split.New;
            }
        }

        return value;
    }

    private static double? Interval(List<DividendEvent> paying)
    {
        var last = paying.Max(dividend => dividend.ExOn);
        var since = last.AddYears(-2).AddDays(-ShiftDaysMax);
        var exDates = paying.Select(dividend => dividend.ExOn).Where(on => on >= since).Distinct().ToList();
        return exDates.Count < 2
            ? null
            : (last.DayNumber - exDates.Min().DayNumber) / (double)(exDates.Count - 1);
    }
}
