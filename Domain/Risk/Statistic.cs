namespace PortfolioTracker.Domain.Risk;

/// <summary>One figure of risk, or the reason why there is none. Never NaN, never infinite, never a made-up 0.
/// </summary>
/// <param name="Value">Null where it cannot be computed; then <paramref name="Reason"/> says why.</param>
/// <param name="Observations">Daily returns (or pairs of them) that went in, whatever the outcome.</param>
internal readonly record struct Statistic(double? Value, int Observations, string? Reason)
{
    /// <summary>Fewer daily returns than a month of trading say nothing about a year.</summary>
    public const int ObservationsMin = 20;

    public const double TradingDaysPerYear = 252;

    public static Statistic Of(double value, int observations) =>
        double.IsFinite(value)
            ? new(value, observations, null)
            : new(null, observations, "The result is beyond the range of numbers.");

    public static Statistic None(int observations, string reason) => new(null, observations, reason);
}
