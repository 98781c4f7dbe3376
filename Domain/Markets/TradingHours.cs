namespace PortfolioTracker.Domain.Markets;

/// <summary>The hours of an ordinary trading day, in the exchange's local time.</summary>
/// <param name="Break">A pause at noon (Tokyo, Hong Kong).</param>
/// <param name="FormerClose">The closing time up to and with a day, where it was another one.</param>
/// <param name="PreOpensAt">Start of the hours before the session; null where there are none.</param>
/// <param name="AfterLasts">Length of the hours after the session; on a half day they follow the early close.</param>
internal sealed record TradingHours(
    TimeOnly OpensAt,
    TimeOnly ClosesAt,
    (TimeOnly From, TimeOnly To)? Break = null,
    (DateOnly Until, TimeOnly ClosesAt)? FormerClose = null,
    TimeOnly? PreOpensAt = null,
    TimeSpan? AfterLasts = null)
{
    public TimeOnly CloseOn(DateOnly day) =>
        FormerClose is { } former && day <= former.Until ? former.ClosesAt : ClosesAt;
}
