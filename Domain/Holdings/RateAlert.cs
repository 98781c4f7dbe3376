namespace PortfolioTracker.Domain.Holdings;

/// <summary>A foreign currency whose rate has moved so far that its holder should know.</summary>
/// <param name="Days">Over which it moved: one, or thirty.</param>
/// <param name="Change">Of the rate, a fraction.</param>
/// <param name="Effect">What the move did to the value of the holdings in that currency, in base currency.</param>
internal sealed record RateAlert(string Currency, int Days, decimal Change, decimal Effect)
{
    /// <summary>Main currencies move by half a percent on a usual day, and by two in a usual month.</summary>
    private static readonly decimal FarInDay = 0.02m;
    private static readonly decimal FarInMonth = 0.05m;

    /// <summary>The largest effect first.</summary>
    public static IReadOnlyList<RateAlert> Of(IReadOnlyList<Exposure> exposures, string baseCurrency) =>
    [
        .. exposures.Where(exposure => exposure.Currency != baseCurrency)
            .SelectMany(exposure => new[]
            {
                Over(exposure, 1, exposure.ChangeOfDay, FarInDay),
                Over(exposure, 30, exposure.ChangeOfMonth, FarInMonth),
            })
            .OfType<RateAlert>()
            .OrderByDescending(alert => Math.Abs(alert.Effect)).ThenBy(alert => alert.Currency, StringComparer.Ordinal),
    ];

    private static RateAlert? Over(Exposure exposure, int days, decimal? change, decimal far) =>
        change is { } moved && Math.Abs(moved) >= far && moved > -1
            ? new(exposure.Currency, days, moved, exposure.Value - (exposure.Value / (1 + moved)))
            : null;
}
