using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData.Planning;

/// <summary>A fetch that could be made now, and what would be gained.</summary>
/// <param name="ValueUsd">Roughly what all holders together have in it; of a pair, in its currency.</param>
/// <param name="SessionsBehind">Sessions since what is known of it was new; null where nothing is.</param>
internal readonly record struct CallCandidate(FetchItem Item, double ValueUsd, int? SessionsBehind);

/// <summary>
/// In which order to spend the provider's calls, when there are fewer than fetches: by value at risk times staleness.
/// What a price may have moved grows with the root of the sessions it is behind, so that is value times sessions to the
/// power of 1.5. The large positions are fresh daily, and every small one gets its turn as it falls behind. Pure.
/// </summary>
internal static class CallPlanner
{
    /// <summary>What nobody knows yet counts as years behind: a holding without any price is worse than an old one.
    /// </summary>
    private const int SessionsOfUnknown = 1_000;

    /// <summary>A compact answer has a hundred sessions: beyond that a gap would stay for good.</summary>
    private const int SessionsBeforeGap = 80;

    /// <summary>What nobody holds, but somebody looks at, still has an order.</summary>
    private const double ValueMin = 1;

    private const double BeforeAllOthers = 1e18;

    public static IReadOnlyList<CallCandidate> Order(IEnumerable<CallCandidate> candidates) =>
    [
        .. candidates.OrderByDescending(Worth).ThenBy(candidate => candidate.Item.Rank)
            .ThenBy(candidate => candidate.Item.Key, StringComparer.Ordinal),
    ];

    /// <summary>In dollars times sessions to the power of 1.5.</summary>
    public static double Worth(CallCandidate candidate)
    {
        var behind = candidate.SessionsBehind ?? SessionsOfUnknown;
        var atRisk = Math.Max(candidate.ValueUsd, ValueMin) * Math.Pow(behind, 1.5) * Weight(candidate.Item);
        var leavesGap = candidate is { Item.Kind: FetchKind.Prices, SessionsBehind: >= SessionsBeforeGap };
        return leavesGap ? BeforeAllOthers + atRisk : atRisk;
    }

    /// <summary>Weekdays after the first day up to the second, none where it is not later.</summary>
    public static int SessionsBetween(DateOnly on, DateOnly until)
    {
        if (until <= on)
        {
            return 0;
        }

        var (weeks, rest) = Math.DivRem(until.DayNumber - on.DayNumber, 7);
        var sessions = weeks * 5;
        for (var i = 1; i <= rest; i++)
        {
            sessions += on.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return sessions;
    }

    /// <summary>The part of the value that hangs on it: a price moves daily, a dividend comes four times a year.
    /// </summary>
    private static double Weight(FetchItem item) => item.Kind switch
    {
        // Without its unit no price can be stored; a plain ticker is in dollars until told otherwise.
        FetchKind.Search => QuotedUnit.SuffixOf(item.Key) is null ? 0.03 : 2,
        FetchKind.Prices or FetchKind.Rates => 1,
        FetchKind.Splits => 0.05,
        FetchKind.Dividends => 0.03,
        FetchKind.History => 0.02,
        _ => 0.005,
    };
}
