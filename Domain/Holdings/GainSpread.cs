namespace PortfolioTracker.Domain.Holdings;

/// <summary>How many holdings stand far from their cost, a coarse sign of risk: the share whose unrealised gain or loss
/// is above 20 % of the cost. Over half of them is high, over a fifth medium.</summary>
/// <param name="Share">A fraction of the holdings with a known return; null without any.</param>
internal sealed record GainSpread(int Count, decimal? Share, string Level)
{
    private static readonly decimal Far = 0.20m;

    public static GainSpread Of(IReadOnlyList<Holding> holdings)
    {
        var known = holdings.Count(holding => holding.UnrealisedReturnBase is not null);
        var far = holdings.Count(holding => Math.Abs(holding.UnrealisedReturnBase ?? 0) > Far);
        decimal? share = known > 0 ? (decimal)far / known : null;
        return new(far, share, share switch
        {
            null => "unknown",
            > 0.5m => "high",
            > 0.2m => "medium",
            _ => "low",
        });
    }
}
