using PortfolioTracker.Infrastructure.MarketData.Archive;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>What came of one fetch.</summary>
/// <param name="Answer">The class of the answer that decides when to ask again.</param>
/// <param name="LastOn">Of a series: the last day that is known now.</param>
/// <param name="FollowUps">Fetches that this one calls for.</param>
internal sealed record FetchOutcome(
    AnswerClass Answer, StoreOutcome Stored = StoreOutcome.Unchanged, DateOnly? LastOn = null,
    params FetchItem[] FollowUps)
{
    /// <summary>Nothing was tried, and nothing is to be remembered: the budget is spent, the key is refused, or
    /// another fetch must come first.</summary>
    public static FetchOutcome NotMade { get; } = new(AnswerClass.DailyQuota);

    public bool WasMade => Answer is not (AnswerClass.DailyQuota or AnswerClass.BadKey or AnswerClass.Configuration);

    /// <summary>We know now what there is to know, be it nothing.</summary>
    public bool IsServed => Stored != StoreOutcome.Quarantined
        && Answer is AnswerClass.Data or AnswerClass.NoData or AnswerClass.NoCoverage
            or AnswerClass.BadRequestOrUnknownSymbol or AnswerClass.NotEntitled or AnswerClass.Artificial;
}
