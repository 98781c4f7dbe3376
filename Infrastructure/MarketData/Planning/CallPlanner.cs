using PortfolioTracker.Infrastructure.MarketData.Refreshing;

namespace PortfolioTracker.Infrastructure.MarketData.Planning;

/// <summary>A fetch that could be made now, and what would be gained.</summary>
/// <param name="ValueUsd">Roughly what all holders together have in it; of a pair, in its currency.</param>
/// <param name="SessionsBehind">Sessions since what is known of it was new; null where nothing is.</param>
internal sealed record CallCandidate(FetchItem Item, double ValueUsd, int? SessionsBehind);

/// <summary>
/// In which order to spend the provider's calls, when there are fewer than fetches: by value times staleness. The
/// large positions are fresh daily, every small one gets its turn as it falls behind, and before the sessions behind
/// are more than an answer holds, its turn comes whatever it is worth. Pure.
/// </summary>
internal static class CallPlanner
{
    /// <summary>What nobody knows yet counts as years behind.</summary>
    private const int SessionsOfUnknown = 1_000;

    /// <summary>A holding without any price is worse than any old one.</summary>
    private const int SessionsOfUnknownPrice = 100_000;

    /// <summary>A compact answer has a hundred sessions: beyond that a gap would stay for good. From the first on it
    /// grows more urgent, twice as much every four sessions, so that not all small ones come on one day.</summary>
    private const int SessionsUntilUrgent = 50;
    private const int SessionsBeforeGap = 95;
    private const double SessionsToDouble = 4;

    /// <summary>What nobody holds, but somebody looks at, still has an order.</summary>
    private const double ValueMin = 1;

    private const double BeforeAllOthers = 1e18;

    public static IReadOnlyList<CallCandidate> Order(IEnumerable<CallCandidate> candidates) =>
    [
        .. candidates.OrderByDescending(Worth).ThenBy(candidate => candidate.Item.Rank)
            .ThenBy(candidate => candidate.Item.Key, StringComparer.Ordinal),
    ];

    /// <summary>In dollars times sessions.</summary>
    public static double Worth(CallCandidate candidate)
    {
        var behind = candidate.SessionsBehind
            ?? (candidate.Item.Kind == FetchKind.Prices ? SessionsOfUnknownPrice : SessionsOfUnknown);
        var atRisk = Math.Max(candidate.ValueUsd, ValueMin) * behind * Weight(candidate.Item);
        return candidate is not { Item.Kind: FetchKind.Prices, SessionsBehind: > SessionsUntilUrgent } ? atRisk
            : behind >= SessionsBeforeGap ? BeforeAllOthers + atRisk
            : atRisk * Math.Pow(2, (behind - SessionsUntilUrgent) / SessionsToDouble);
    }

    /// <summary>Weekdays after the first day up to the second, none where it is not later.</summary>
    public static int WeekdaysBetween(DateOnly on, DateOnly until)
    {
        if (until <= on)
        {
            return 0;
        }

        var (weeks, rest) = Math.DivRem(until.DayNumber - on.DayNumber, 7);
        var weekdays = weeks * 5;
        for (var i = 1; i <= rest; i++)
        {
            weekdays += on.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return weekdays;
    }

    /// <summary>The part of the value that hangs on it: a price moves daily, a dividend comes four times a year, and
    /// a split shows itself in the price, which makes it due at once.</summary>
    private static double Weight(FetchItem item) => item.Kind switch
    {
        // Without its unit no price can be stored; a plain ticker is in dollars until told otherwise.
        FetchKind.Search => QuotedUnit.SuffixOf(item.Key) is null ? 0.002 : 2,
        FetchKind.Prices or FetchKind.Rates => 1,
        FetchKind.Dividends => 0.01,
        FetchKind.Splits => 0.005,
        FetchKind.History => 0.005,
        _ => 0.001,
    };
}
