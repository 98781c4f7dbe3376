namespace PortfolioTracker.Domain.Returns;

/// <summary>
/// The modified Dietz return: gain over average capital, each flow weighted with the share of the period for which it
/// was there. (closing - opening - net paid in) / (opening + sum of w x paid in), w = (to - on) / (to - from).
/// </summary>
internal static class ModifiedDietz
{
    /// <summary>
    /// A fraction over the period, not annualised. Null where the period has no length, where the average capital is
    /// zero or less, and where the figures are too large.
    /// </summary>
    /// <param name="openingValue">Before the flows of the first day.</param>
    /// <param name="closingValue">After the flows of the last day.</param>
    /// <param name="flows">Negative = paid in. A flow of the first day has weight 1; those outside are ignored.</param>
    public static decimal? Of(
        decimal openingValue, decimal closingValue, DateOnly from, DateOnly to, IReadOnlyList<CashFlow> flows)
    {
        if (to <= from)
        {
            return null;
        }

        try
        {
            decimal days = to.DayNumber - from.DayNumber;
            var (paidIn, average) = (0m, openingValue);
            foreach (var flow in flows.Where(flow => flow.On >= from && flow.On <= to))
            {
                paidIn -= flow.Amount;
                average -= flow.Amount * (to.DayNumber - flow.On.DayNumber) / days;
            }

            return average > 0 ? (closingValue - openingValue - paidIn) / average : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
