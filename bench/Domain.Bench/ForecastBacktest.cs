using PortfolioTracker.Domain.Dividends;

namespace PortfolioTracker.Bench;

/// <summary>
/// For each month-end of a recorded history: the forecast of the next twelve months with what was known on that day
/// alone, against what was paid then. Amounts are per share, counted on the day of the forecast.
/// </summary>
internal static class ForecastBacktest
{
    /// <summary>A payment this near to its forecast is the one that was meant.</summary>
    private const int DaysApartMax = DividendHistory.ShiftDaysMax;

    private sealed record Line(
        ProjectionBasis Basis, double Confidence, bool HasArrived, double AmountErrorPercent, int DaysApart);

    private sealed record Year(double Forecast, double Paid, int Unforeseen, int Payments);

    public static void Print()
    {
        if (DividendHistories.Read() is not { } histories)
        {
            return;
        }

        var lines = new List<Line>();
        Console.WriteLine("history                              month-ends   payments   unforeseen   "
            + "error of a year %   median %   bias %");
        foreach (var history in histories)
        {
            var years = MonthEnds(history).Select(asOf => Compare(history, asOf, lines)).ToList();
            var errors = years.Where(year => year.Paid > 0)
                .Select(year => 100 * Math.Abs(year.Forecast - year.Paid) / year.Paid).Order().ToList();
            Console.WriteLine($"{history.Name,-36} {years.Count,10} {years.Sum(year => year.Payments),10} "
                + $"{years.Sum(year => year.Unforeseen),12} {errors.Average(),19:F1} {errors[errors.Count / 2],10:F1} "
                + $"{100 * ((years.Sum(year => year.Forecast) / years.Sum(year => year.Paid)) - 1),8:F1}");
        }

        Console.WriteLine();
        Console.WriteLine(
            "basis        confidence    lines   arrived %   amount off by %   within 5 % of it   days off");
        foreach (var same in lines.GroupBy(line => (line.Basis, line.Confidence))
            .OrderByDescending(same => same.Key.Confidence))
        {
            var arrived = same.Where(line => line.HasArrived).ToList();
            Console.WriteLine($"{same.Key.Basis,-12} {same.Key.Confidence,10:F1} {same.Count(),8} "
                + $"{100.0 * arrived.Count / same.Count(),11:F1} "
                + $"{Mean(arrived, line => line.AmountErrorPercent),17:F1} "
                + $"{100 * Mean(arrived, line => line.AmountErrorPercent <= 5 ? 1 : 0),18:F1} "
                + $"{Mean(arrived, line => line.DaysApart),10:F1}");
        }
    }

    private static double Mean(List<Line> lines, Func<Line, double> what) =>
        lines.Count == 0 ? double.NaN : lines.Average(what);

    /// <summary>From the first month with a dividend until a year before the recording.</summary>
    private static IEnumerable<DateOnly> MonthEnds(RecordedHistory history)
    {
        var first = history.Events[0].ExOn;
        for (var next = new DateOnly(first.Year, first.Month, 1).AddMonths(1); ; next = next.AddMonths(1))
        {
            var asOf = next.AddDays(-1);
            if (asOf.AddYears(1) > history.Until)
            {
                yield break;
            }

            yield return asOf;
        }
    }

    private static Year Compare(RecordedHistory history, DateOnly asOf, List<Line> lines)
    {
        var known = history.Events.Where(e => history.KnownOn[e.Id] <= asOf).ToList();
        var splits = history.Splits.Where(split => split.EffectiveOn <= asOf).ToList();
        var forecast = DividendProjection.NextTwelveMonths("", 1, known, splits, asOf);
        // Where no pay date was recorded, the lag that is usual by then counts for the truth as for the forecast.
        var lagDays = DividendHistory.Of(known, splits, asOf)?.LagDays ?? 0;
        var told = history.Events.Select(e => e with { PayOn = e.PayOn ?? e.ExOn.AddDays(lagDays) }).ToList();
        var paid = DividendHistory.Of(told, history.Splits, asOf)!.Payments
            .Where(payment => payment.PayOn > asOf && payment.PayOn <= asOf.AddYears(1)).ToList();
        var open = paid.ToList();
        foreach (var line in forecast)
        {
            var meant = open.Where(payment => Apart(payment, line) <= DaysApartMax)
                .OrderBy(payment => Apart(payment, line)).Select(payment => (DividendPayment?)payment).FirstOrDefault();
            if (meant is { } payment)
            {
                open.Remove(payment);
                var error = Math.Abs(line.AmountPerShare - payment.PerShareNow) / payment.PerShareNow;
                lines.Add(new(line.Basis, line.Confidence, true, 100 * (double)error, Apart(payment, line)));
            }
            else
            {
                lines.Add(new(line.Basis, line.Confidence, false, 0, 0));
            }
        }

        return new((double)forecast.Sum(line => line.Amount), (double)paid.Sum(payment => payment.PerShareNow),
            open.Count, paid.Count);
    }

    private static int Apart(DividendPayment payment, ProjectedDividend line) =>
        Math.Abs(payment.PayOn.DayNumber - line.PayOn.DayNumber);
}
