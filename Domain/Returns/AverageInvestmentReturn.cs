namespace PortfolioTracker.Domain.Returns;

/// <param name="Investment">Cost of what is held from the end of this day on; base currency, zero or more.</param>
internal readonly record struct InvestmentLevel(DateOnly On, decimal Investment);

/// <summary>
/// Gain over the average cost of what was held, averaged over the days on which anything was held: the percentage
/// that Ghostfolio shows, published for comparison. It is neither time- nor money-weighted.
/// </summary>
/// <param name="Return">A fraction; null where nothing was invested over a night, or the figures are too large.</param>
/// <param name="AverageInvestment">Base currency.</param>
internal sealed record AverageInvestmentReturn(decimal? Return, decimal? AverageInvestment)
{
    /// <summary>
    /// Each day from the one after the first level to <paramref name="to"/> counts with the investment it began with,
    /// and not at all where that is zero.
    /// </summary>
    /// <param name="gain">Realised and unrealised, without dividends; base currency.</param>
    /// <param name="levels">Ascending; of several of one day the last one counts. Later ones are ignored.</param>
    /// <param name="dividendsOn">
    /// Days left out of the average. Ghostfolio skips the day on which a dividend is booked; without it the average is
    /// the plain one.
    /// </param>
    public static AverageInvestmentReturn Of(
        decimal gain, IReadOnlyList<InvestmentLevel> levels, DateOnly to, IReadOnlySet<DateOnly>? dividendsOn = null)
    {
        try
        {
            var (sum, days) = (0m, 0);
            for (var i = 0; i < levels.Count; i++)
            {
                var start = levels[i].On;
                var end = i + 1 < levels.Count && levels[i + 1].On < to ? levels[i + 1].On : to;
                if (levels[i].Investment > 0 && end > start)
                {
                    var skipped = dividendsOn?.Count(day => day > start && day <= end) ?? 0;
                    var counted = end.DayNumber - start.DayNumber - skipped;
                    sum += levels[i].Investment * counted;
                    days += counted;
                }
            }

            return days == 0 ? new(null, null) : new(gain / (sum / days), sum / days);
        }
        catch (OverflowException)
        {
            return new(null, null);
        }
    }
}
