namespace PortfolioTracker.Domain.Portfolio;

/// <summary>The periods that charts offer, each ending with the day asked for.</summary>
internal static class ChartPeriods
{
    public const string Max = "MAX";

    public static string[] Names => ["7D", "1M", "3M", "1Y", "YTD", Max];

    /// <summary>The first day whose moves count: seven days begin on the evening seven days ago. A month is 30 days
    /// and a year 365. Null for MAX: from the first trade.</summary>
    public static DateOnly? FirstDay(string period, DateOnly asOf) => period switch
    {
        "7D" => asOf.AddDays(1 - 7),
        "1M" => asOf.AddDays(1 - 30),
        "3M" => asOf.AddDays(1 - 90),
        "1Y" => asOf.AddDays(1 - 365),
        "YTD" => new DateOnly(asOf.Year, 1, 1),
        Max => null,
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };
}
