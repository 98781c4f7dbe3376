using System.Runtime.InteropServices;

namespace PortfolioTracker.Domain.Returns;

/// <summary>
/// The money-weighted return: the annual rate r at which all flows are worth nothing on the first day,
/// sum of amount(i) / (1 + r)^(days(i) / 365) = 0 (actual/365, as Excel's XIRR).
/// </summary>
/// <param name="Rate">
/// Per year, a fraction, within (-0.999999, 1e6). Null where there is none, or it lies outside; see
/// <paramref name="Reason"/>.
/// </param>
/// <param name="Status">Partial: the annual rate lies outside, the return of the period is there.</param>
/// <param name="Roots">How many rates solve the equation in the range searched.</param>
/// <param name="Days">Calendar days from the first flow to the last.</param>
internal sealed record Xirr(double? Rate, ReturnStatus Status, string? Reason, int Roots, int Days)
{
    private const double RateMin = -0.999999;
    private const double RateMax = 1e6;

    /// <summary>ln(1 + r) at either end of the range: 1 + r lies between 1e-6 and 1e6.</summary>
    private const double LogGrowthMax = 13.815511557963774;

    /// <summary>The same return over the days there were, (1 + r)^(days / 365) - 1. Null where <see cref="Status"/> is
    /// unavailable.</summary>
    public double? PeriodReturn { get; private init; }

    /// <summary>The figure to show: under one year, when an annual rate is an extrapolation, the return of the period.
    /// </summary>
    public double? Headline => Days < Annualised.DaysMin ? PeriodReturn : Rate;

    /// <param name="flows">In any order, negative = paid in. Flows of one day are netted.</param>
    /// <param name="nearTo">
    /// Of several rates the nearest to this one is taken (the annualised time-weighted return, say); without it the
    /// nearest to zero on the scale of growth, ln(1 + r).
    /// </param>
    public static Xirr Of(IReadOnlyList<CashFlow> flows, double? nearTo = null)
    {
        CashFlow[] netted;
        try
        {
            netted = Netted(flows);
        }
        catch (OverflowException)
        {
            return Unavailable("The flows are too large to be added up.", 0);
        }

        var moved = netted.Where(flow => flow.Amount != 0).ToArray();
        if (moved.Length == 0)
        {
            return Unavailable("No money moved.", 0);
        }

        var paidInOnly = moved.All(flow => flow.Amount < 0);
        if (paidInOnly && netted[^1].On > moved[^1].On)
        {
            // A last flow of zero is a closing value: all of it is lost. No finite rate solves the equation, but the
            // limit is plain.
            var days = netted[^1].On.DayNumber - moved[0].On.DayNumber;
            return new(-1, ReturnStatus.Ok, null, 1, days) { PeriodReturn = -1 };
        }

        var span = moved[^1].On.DayNumber - moved[0].On.DayNumber;
        var isOneWay = flows.All(flow => flow.Amount <= 0) || flows.All(flow => flow.Amount >= 0);
        if (span == 0 && !isOneWay)
        {
            return Unavailable("All money moved on one day: no time has passed.", 0);
        }

        return isOneWay || paidInOnly || moved.All(flow => flow.Amount > 0)
            ? Unavailable("Money moved in one direction only.", span)
            : Solve(moved, span, nearTo);
    }

    /// <summary>One flow a day, ascending; also those of zero.</summary>
    private static CashFlow[] Netted(IReadOnlyList<CashFlow> flows)
    {
        var byDay = new Dictionary<DateOnly, decimal>();
        foreach (var (on, amount) in flows)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(byDay, on, out _) += amount;
        }

        return [.. byDay.Select(day => new CashFlow(day.Key, day.Value)).OrderBy(flow => flow.On)];
    }

    private static Xirr Solve(CashFlow[] flows, int span, double? nearTo)
    {
        // Unknown: y = ln of the growth over the whole span; time runs from 0 to 1. Under a year the range holds for
        // the growth of the span, so that a loss of a tenth in two days has a return (its annual rate would be -1).
        var years = span / 365.0;
        var amounts = Array.ConvertAll(flows, flow => (double)flow.Amount);
        var times = Array.ConvertAll(flows, flow => (flow.On.DayNumber - flows[0].On.DayNumber) / (double)span);
        var roots = GrowthRoots.Of(amounts, times, LogGrowthMax * Math.Max(years, 1));
        if (roots.Count == 0)
        {
            return Unavailable("No rate between -99.9999 % and 100,000,000 % solves the equation.", span);
        }

        double RateAt(double root) => Math.Exp(root / years) - 1;
        var chosen = nearTo is { } near && double.IsFinite(near)
            ? roots.MinBy(root => Math.Abs(RateAt(root) - near))
            : roots.MinBy(Math.Abs);
        double? rate = RateAt(chosen) is var annual and > RateMin and < RateMax ? annual : null;

        var (status, reason) = (roots.Count, rate) switch
        {
            ( > 1, _) => (ReturnStatus.Ambiguous, $"{roots.Count} rates solve the equation; the nearest is shown."),
            (_, null) => (ReturnStatus.Partial, "The annual rate of so short a period is out of range."),
            _ => (ReturnStatus.Ok, (string?)null),
        };
        return new(rate, status, reason, roots.Count, span) { PeriodReturn = Math.Exp(chosen) - 1 };
    }

    private static Xirr Unavailable(string reason, int days) => new(null, ReturnStatus.Unavailable, reason, 0, days);
}
