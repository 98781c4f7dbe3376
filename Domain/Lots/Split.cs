namespace PortfolioTracker.Domain.Lots;

/// <summary>
/// A split: every <paramref name="Old"/> shares held before the effective date became <paramref name="New"/>.
/// A trade dated on the effective date is already post-split.
/// </summary>
internal readonly record struct Split(DateOnly EffectiveOn, int New, int Old)
{
    public decimal Apply(decimal quantity) => quantity * New / Old;
}
