using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>How the provider is doing, for health pages and for the sources named in replies.</summary>
internal sealed class ProviderHealth(
    ProviderBreaker breaker, ProviderBudget budget, IOptions<AlphaVantageOptions> options, TimeProvider clock)
{
    public const string Ok = "ok";
    public const string Degraded = "degraded";
    public const string Closed = "closed";

    private static readonly TimeSpan TroubleLastsFor = TimeSpan.FromMinutes(10);

    private (string? Notice, DateTimeOffset At) trouble;

    /// <summary>Why the provider is not asked any more until the configuration is mended; null in normal times.
    /// </summary>
    public string? StoppedBecause { get; private set; }

    /// <summary><c>ok</c>, <c>degraded</c> (answers fail), <c>closed</c> (no call is made: key refused or quota spent)
    /// or <c>sandbox</c>.</summary>
    public string Status => options.Value.Sandbox ? MarketSource.SandboxName
        : StoppedBecause is not null || CallsLeftToday == 0 || budget.ClosedUntil is not null ? Closed
        : breaker.State != ProviderBreaker.Closed || Trouble is not null ? Degraded
        : Ok;

    /// <summary>Says what is wrong in words for the operator; null where nothing is.</summary>
    public string? Message => Status switch
    {
        Ok => null,
        MarketSource.SandboxName => "The market is invented. Set ALPHA_VANTAGE_API_KEY for the real one.",
        Closed when StoppedBecause is { } reason => reason,
        Closed => "The provider's calls of today are spent; it is asked again from "
            + $"{budget.ClosedUntil ?? EasternDay.NextMidnight(clock.GetUtcNow().UtcDateTime):yyyy-MM-dd HH:mm} UTC.",
        _ when breaker.State != ProviderBreaker.Closed => "The provider fails; it is tried again within a minute.",
        _ => Trouble,
    };

    /// <summary>Null without a limit.</summary>
    public int? CallsLeftToday => budget.CallsLeftToday;

    public string BreakerState => breaker.State;

    private string? Trouble =>
        clock.GetUtcNow() - trouble.At < TroubleLastsFor ? trouble.Notice : null;

    /// <summary>Takes note of an answer; a refused key stops all calls.</summary>
    public void Note(AnswerClass answer, string? notice)
    {
        switch (answer)
        {
            case AnswerClass.BadKey:
                StoppedBecause = "The provider refuses the key. Mend ALPHA_VANTAGE_API_KEY and restart.";
                break;
            case AnswerClass.Configuration:
                StoppedBecause = "The provider takes the key for its demonstration only. "
                    + "Set ALPHA_VANTAGE_API_KEY to your own key and restart.";
                break;
            case AnswerClass.Transport or AnswerClass.UnknownNotice or AnswerClass.MinuteLimit:
                trouble = (notice ?? "The provider gives no readable answer.", clock.GetUtcNow());
                break;
            case AnswerClass.Data or AnswerClass.NoData or AnswerClass.NoCoverage
                or AnswerClass.BadRequestOrUnknownSymbol:
                trouble = default;
                break;
        }
    }
}
