namespace PortfolioTracker.Domain.Markets;

/// <summary>The closures and half days of one exchange in one year, weekdays only.</summary>
internal sealed record HolidayYear(
    IReadOnlyDictionary<DateOnly, string> Closures, IReadOnlyDictionary<DateOnly, TimeOnly> EarlyCloses)
{
    public static HolidayYear Of(int year, IReadOnlyList<HolidayRule> rules)
    {
        var closures = new Dictionary<DateOnly, string>();
        var displaced = new List<(DateOnly From, string Name)>();
        foreach (var rule in rules.Where(rule => rule.ClosesAt is null))
        {
            if (rule.DayIn(year) is not { } day)
            {
                continue;
            }

            if (rule.Observance == Observance.SundayToNextFreeDay && day.DayOfWeek == DayOfWeek.Sunday)
            {
                displaced.Add((day, rule.Name));
            }
            else if (Observed(day, rule.Observance) is { } observed)
            {
                closures.TryAdd(observed, rule.Name);
            }
        }

        // Only when all others stand is it known which day is free.
        foreach (var (from, name) in displaced.Order())
        {
            var free = from.AddDays(1);
            while (closures.ContainsKey(free))
            {
                free = free.AddDays(1);
            }

            closures.Add(free, name);
        }

        var earlyCloses = new Dictionary<DateOnly, TimeOnly>();
        foreach (var rule in rules)
        {
            if (rule.ClosesAt is { } closesAt && rule.DayIn(year) is { } day
                && !IsWeekend(day) && !closures.ContainsKey(day))
            {
                earlyCloses.TryAdd(day, closesAt);
            }
        }

        return new(closures, earlyCloses);
    }

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static DateOnly? Observed(DateOnly day, Observance observance) => (observance, day.DayOfWeek) switch
    {
        (_, not (DayOfWeek.Saturday or DayOfWeek.Sunday)) => day,
        (Observance.TwoDaysLater, _) => day.AddDays(2),
        (Observance.WeekendToMonday, DayOfWeek.Saturday) => day.AddDays(2),
        (Observance.NearestWeekday, DayOfWeek.Saturday) => day.AddDays(-1),
        (Observance.WeekendToMonday or Observance.NearestWeekday or Observance.SundayToMonday, DayOfWeek.Sunday) =>
            day.AddDays(1),
        _ => null,
    };
}
