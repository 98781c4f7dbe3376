namespace PortfolioTracker.Domain.Returns;

/// <summary>A total return as a rate per year of 365 days: (1 + r)^(365 / days) - 1.</summary>
internal static class Annualised
{
    public const int DaysMin = 365;

    /// <summary>
    /// A fraction. Null under 365 days (GIPS: a shorter period is not annualised), below a total loss, and where the
    /// result is beyond a double.
    /// </summary>
    /// <param name="totalReturn">A fraction over all the days; -1 is a total loss.</param>
    /// <param name="days">Calendar days.</param>
    public static double? Of(double totalReturn, int days)
    {
        if (days < DaysMin || totalReturn is not >= -1)
        {
            return null;
        }

        var rate = Math.Pow(1 + totalReturn, 365.0 / days) - 1;
        return double.IsFinite(rate) ? rate : null;
    }
}
