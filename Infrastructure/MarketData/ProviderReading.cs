using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Where what was read came from.</summary>
internal enum CacheStatus
{
    /// <summary>It was there and fresh.</summary>
    Hit,

    /// <summary>It was fetched just now.</summary>
    Miss,

    /// <summary>It was fetched just now because somebody insisted.</summary>
    ForceRefresh,

    /// <summary>It is old, and nothing newer is to be had now.</summary>
    Stale,
}

internal static class CacheStatuses
{
    public static string Text(this CacheStatus status) => status switch
    {
        CacheStatus.Hit => "hit",
        CacheStatus.Miss => "miss",
        CacheStatus.ForceRefresh => "force_refresh",
        _ => "stale",
    };
}

/// <summary>Why something is not there, in words for whoever asked.</summary>
internal sealed class ProviderAbsence(ProviderHealth health, ProviderBudget budget, TimeProvider clock)
{
    private const int SoonSeconds = 5;

    /// <summary>The provider has said that there is nothing: asking again soon will not help.</summary>
    public static bool IsKnown(FetchState? state) => state?.Outcome
        is nameof(AnswerClass.BadRequestOrUnknownSymbol)
        or nameof(AnswerClass.NoCoverage) or nameof(AnswerClass.NoData);

    /// <summary>503, with the time after which it is worth asking again.</summary>
    public RefusedException Refusal(string what, FetchState? state)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (state?.Outcome is nameof(AnswerClass.NotEntitled) or nameof(AnswerClass.Artificial))
        {
            return RefusedException.Unavailable(
                $"{what} is not part of the provider's plan.", (int)TimeSpan.FromDays(1).TotalSeconds);
        }

        var isTheirs = budget.IsShareSpent && health.Status != ProviderHealth.Closed;
        var reason = isTheirs ? "Your share of the provider's calls of today is spent; there is a new one tomorrow."
            : health.Message is { } known && health.Status is not (ProviderHealth.Ok or MarketSource.SandboxName)
            ? known
            : "The market data provider has not answered in time; it is being asked.";
        var again = isTheirs || health.Status == ProviderHealth.Closed
            ? (budget.ClosedUntil ?? EasternDay.NextMidnight(now)) - now
            : TimeSpan.FromSeconds(SoonSeconds);
        return RefusedException.Unavailable(
            $"{what} is not known yet. {reason}", (int)Math.Ceiling(again.TotalSeconds));
    }
}
