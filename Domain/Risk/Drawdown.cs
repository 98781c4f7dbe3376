namespace PortfolioTracker.Domain.Risk;

/// <summary>
/// The deepest fall of an index from an earlier peak. On the time-weighted index, never on the value: a withdrawal is
/// no loss.
/// </summary>
/// <param name="Depth">Trough / peak - 1: a negative fraction, 0 where the index never fell; null where it cannot be
/// computed: fewer than two levels, a first level of zero, or a level that is negative or no number.</param>
/// <param name="PeakOn">The last day at the peak from which it fell; null where it never fell.</param>
/// <param name="TroughOn">The first day at the lowest level.</param>
/// <param name="RecoveredOn">The first later day back at the peak or above; null while it has not recovered.</param>
/// <param name="Reason">Set when <paramref name="Depth"/> is null.</param>
internal sealed record Drawdown(
    double? Depth, DateOnly? PeakOn, DateOnly? TroughOn, DateOnly? RecoveredOn, string? Reason = null)
{
    /// <summary>A chained index carries rounding in its last digits: less than this is neither a fall nor a gap.
    /// </summary>
    private const double Rounding = 1e-12;

    /// <param name="days">Ascending, one for each level of <paramref name="index"/>.</param>
    /// <param name="index">Levels, the first one before the first return (1, 100, ...).</param>
    public static Drawdown Of(ReadOnlySpan<DateOnly> days, ReadOnlySpan<double> index)
    {
        if (days.Length != index.Length)
        {
            throw new ArgumentException("Each level needs its day.", nameof(index));
        }

        if (index.Length < 2)
        {
            return new(null, null, null, null, "At least two levels of the index are needed.");
        }

        if (index[0] <= 0 || index.ContainsAnyExceptInRange(0, double.MaxValue))
        {
            return new(
                null, null, null, null, "The index begins at zero, or has a level that is negative or no number.");
        }

        var (peak, trough, depth) = Deepest(index);
        if (depth == 0)
        {
            return new(0, null, null, null);
        }

        for (var i = trough + 1; i < index.Length; i++)
        {
            if (index[i] >= index[peak] * (1 - Rounding))
            {
                return new(depth, days[peak], days[trough], days[i]);
            }
        }

        return new(depth, days[peak], days[trough], null);
    }

    private static (int Peak, int Trough, double Depth) Deepest(ReadOnlySpan<double> index)
    {
        var (peak, trough, depth) = (0, 0, 0d);
        var highest = 0;
        for (var i = 1; i < index.Length; i++)
        {
            if (index[i] >= index[highest])
            {
                highest = i;
                continue;
            }

            var fall = (index[i] / index[highest]) - 1;
            if (fall < depth && fall < -Rounding)
            {
                (peak, trough, depth) = (highest, i, fall);
            }
        }

        return (peak, trough, depth);
    }
}
