using System.Globalization;
using PortfolioTracker.Domain.Lots;

namespace PortfolioTracker.Domain.Dividends;

/// <summary>
/// The dividends to expect within twelve months, by pay date. Announced ones first of all; then each dividend of the
/// last twelve months once more a year later, unless a known one stands there already; with less than a year of
/// history the last amount at the usual interval. A payer that has stopped is expected to pay nothing. A special
/// dividend is not expected again: where it stood in the place of a usual one, that one is.
/// </summary>
internal static class DividendProjection
{
    private const double AnnouncedConfidence = 1;
    private const double AssumedDayConfidence = 0.9;
    private const double PatternConfidence = 0.7;
    private const double SpecialConfidence = 0.3;
    private const double EstimateConfidence = 0.4;

    /// <summary>So many times the median of its year makes a dividend look like a special one.</summary>
    private static readonly decimal SpecialAboveMedians = 2.5m;

    /// <summary>Nearer to another dividend than so many usual intervals, it came beside the usual ones, not in the
    /// place of one.</summary>
    private const double BesideWithinIntervals = 0.75;

    private const double DaysPerMonth = 365.25 / 12;

    /// <summary>A shorter interval is counted in days (weekly payers), a longer one in months.</summary>
    private const double MonthlyFromDays = 20;

    /// <param name="sharesHeld">On <paramref name="asOf"/>.</param>
    /// <param name="splits">Ascending; announced ones may lie after <paramref name="asOf"/>.</param>
    /// <param name="entitled">The shares of dividends that have gone ex and are not paid yet. Where it is not given,
    /// the shares held now stand in for them; where it is, a dividend that is not in it is not paid.</param>
    /// <param name="settled">Dividends that have arrived or were declined: not expected whatever was announced; they
    /// stay part of the pattern.</param>
    /// <returns>Ascending by pay date. A dividend that is overdue since last year is not expected any more before it
    /// is announced, but for a payer of a single dividend a year.</returns>
    public static IReadOnlyList<ProjectedDividend> NextTwelveMonths(
        string symbol,
        decimal sharesHeld,
        IReadOnlyList<DividendEvent> events,
        IReadOnlyList<Split> splits,
        DateOnly asOf,
        IReadOnlyList<Entitlement>? entitled = null,
        IReadOnlySet<Guid>? settled = null)
    {
        if (DividendHistory.Of(events, splits, asOf) is not { } history)
        {
            return [];
        }

        var projected = Announced(symbol, sharesHeld, history, splits, asOf, entitled, settled).ToList();
        if (sharesHeld > 0 && !history.HasStopped(asOf))
        {
            var isYoung = history.Payments.Min(payment => payment.Event.ExOn) > asOf.AddYears(-1);
            projected.AddRange(isYoung
                ? Estimated(symbol, sharesHeld, history, asOf)
                : Repeated(symbol, sharesHeld, history, asOf));
        }

        return [.. projected.OrderBy(dividend => dividend.PayOn).ThenBy(dividend => dividend.Basis)];
    }

    private static IEnumerable<ProjectedDividend> Announced(
        string symbol,
        decimal sharesHeld,
        DividendHistory history,
        IReadOnlyList<Split> splits,
        DateOnly asOf,
        IReadOnlyList<Entitlement>? entitled,
        IReadOnlySet<Guid>? settled)
    {
        foreach (var (dividend, payOn, perShareNow) in history.Payments)
        {
            if (payOn <= asOf || payOn > asOf.AddYears(1) || settled?.Contains(dividend.Id) == true)
            {
                continue;
            }

            var (shares, perShare) = dividend.ExOn > asOf
                ? (DividendHistory.Restate(sharesHeld, splits, asOf, dividend.ExOn), dividend.AmountPerShare)
                : entitled is null
                    ? (sharesHeld, perShareNow)
                    : (entitled.FirstOrDefault(e => e.Event.Id == dividend.Id).Shares, dividend.AmountPerShare);
            if (shares <= 0)
            {
                continue;
            }

            var isAssumed = dividend.PayOn is null;
            yield return new(
                symbol, payOn, perShare, shares, perShare * shares, dividend.Currency, ProjectionBasis.Announced,
                isAssumed ? AssumedDayConfidence : AnnouncedConfidence,
                isAssumed
                    ? Text($"Announced, ex-date {dividend.ExOn:O}; pay date assumed {history.LagDays} days later.")
                    : Text($"Announced, ex-date {dividend.ExOn:O}."));
        }
    }

    private static IEnumerable<ProjectedDividend> Repeated(
        string symbol, decimal sharesHeld, DividendHistory history, DateOnly asOf)
    {
        var past = history.Payments.Where(payment => payment.PayOn <= asOf).ToList();
        var sources = past.Where(payment => payment.PayOn > asOf.AddYears(-1)).ToList();
        if (sources.Count == 0 && past.Count == history.Payments.Count)
        {
            // A yearly payer that is a little late: it has not stopped, so its last dividend comes once more.
            sources = past.TakeLast(1).ToList();
        }

        var amounts = sources.Select(payment => payment.PerShareNow).Order().ToList();
        var besideDays = BesideWithinIntervals * (history.IntervalDays ?? 0);
        foreach (var source in sources)
        {
            var years = Math.Max(1, asOf.Year - source.PayOn.Year);
            var slot = source.PayOn.AddYears(years);
            slot = slot > asOf ? slot : source.PayOn.AddYears(years + 1);
            if (history.Covers(slot))
            {
                continue;
            }

            var usual = amounts[amounts.Count / 2];
            var isSpecial = amounts.Count > 2 && source.PerShareNow > SpecialAboveMedians * usual;
            if (isSpecial && sources.Any(other => other.Event.Id != source.Event.Id
                && Math.Abs(other.PayOn.DayNumber - source.PayOn.DayNumber) < besideDays))
            {
                continue;
            }

            var perShare = isSpecial ? usual : source.PerShareNow;
            yield return new(
                symbol, slot, perShare, sharesHeld, perShare * sharesHeld, source.Event.Currency,
                ProjectionBasis.Pattern, isSpecial ? SpecialConfidence : PatternConfidence,
                isSpecial
                    ? Text($"In the place of the dividend of {source.PayOn:O}, which looks like a special one.")
                    : Text($"Repeats the dividend of {source.PayOn:O}."));
        }
    }

    private static IEnumerable<ProjectedDividend> Estimated(
        string symbol, decimal sharesHeld, DividendHistory history, DateOnly asOf)
    {
        var (last, end) = (history.Payments[^1], asOf.AddYears(1));
        for (var step = 1; SlotAfter(last.PayOn, history.IntervalDays, step) is { } slot && slot <= end; step++)
        {
            if (slot > asOf)
            {
                yield return new(
                    symbol, slot, last.PerShareNow, sharesHeld, last.PerShareNow * sharesHeld, last.Event.Currency,
                    ProjectionBasis.Estimate, EstimateConfidence,
                    Text($"Estimated from {history.Payments.Count} known dividend(s), less than a year of history."));
            }
        }
    }

    /// <summary>Null after the single step that one dividend allows: a year.</summary>
    private static DateOnly? SlotAfter(DateOnly last, double? intervalDays, int step) => intervalDays switch
    {
        null => step == 1 ? last.AddYears(1) : null,
        < MonthlyFromDays => last.AddDays((int)Math.Round(intervalDays.Value) * step),
        _ => last.AddMonths((int)Math.Round(intervalDays.Value / DaysPerMonth) * step),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
