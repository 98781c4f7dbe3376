namespace PortfolioTracker.Domain.Returns;

/// <param name="Value">What one unit of money at the start of the chain has become.</param>
internal readonly record struct IndexPoint(DateOnly On, decimal Value);

/// <summary>Chains of daily returns: product of (1 + r).</summary>
internal static class ReturnIndex
{
    /// <summary>
    /// The chain day by day, from 1 on the evening before the first day: drawdown is measured on it, never on values,
    /// which deposits move. Empty where there is no day. The chain is that of a
    /// <see cref="TimeWeightedReturn"/>, which answers no days where the product is too large.
    /// </summary>
    public static IReadOnlyList<IndexPoint> Of(IReadOnlyList<DailyReturn> daily)
    {
        if (daily.Count == 0)
        {
            return [];
        }

        var points = new List<IndexPoint>(daily.Count + 1) { new(daily[0].On.AddDays(-1), 1m) };
        foreach (var day in daily)
        {
            points.Add(new(day.On, points[^1].Value * (1 + day.Return)));
        }

        return points;
    }

    /// <summary>The return of a part of the chain, a fraction, both days included; null where it has no day.</summary>
    public static decimal? Between(DateOnly from, DateOnly to, IReadOnlyList<DailyReturn> daily)
    {
        decimal? growth = null;
        foreach (var day in daily)
        {
            if (day.On >= from && day.On <= to)
            {
                growth = (growth ?? 1) * (1 + day.Return);
            }
        }

        return growth - 1;
    }
}
