namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>What is to be fetched now, of all that could be. Pure.</summary>
internal static class RefreshPlan
{
    private static readonly FetchKind[] OfSymbols =
        [FetchKind.Search, FetchKind.Prices, FetchKind.Splits, FetchKind.Dividends, FetchKind.Overview];

    /// <summary>The fetches of a key that are due.</summary>
    /// <param name="key">A symbol, or a pair such as <c>EUR/USD</c>.</param>
    public static IEnumerable<FetchItem> Due(
        string key, IReadOnlyDictionary<FetchItem, FetchState> states, DateTime now)
    {
        if (DollarPairs.CurrencyOf(key) is not null)
        {
            return IsDue(new(key, FetchKind.Rates)) ? [new(key, FetchKind.Rates)] : [];
        }

        var prices = StateOf(new(key, FetchKind.Prices));
        if (prices.IsUnknownSymbol)
        {
            // Of a symbol that has no price nothing else is asked for.
            return prices.IsDue(now) ? [prices.Item] : [];
        }

        var history = new FetchItem(key, FetchKind.History);
        return OfSymbols.Select(kind => new FetchItem(key, kind)).Where(IsDue)
            .Concat(states.ContainsKey(history) && IsDue(history) ? [history] : []);

        FetchState StateOf(FetchItem item) =>
            states.TryGetValue(item, out var state) ? state : FetchState.Never(item);

        bool IsDue(FetchItem item) => StateOf(item).IsDue(now);
    }

    /// <summary>When the key is worth another look: with its next fetch, but in five minutes at the latest, since
    /// another instance may make one due earlier.</summary>
    public static DateTime NextLook(string key, IReadOnlyDictionary<FetchItem, FetchState> states, DateTime now)
    {
        var next = now + TimeSpan.FromMinutes(5);
        foreach (var (item, state) in states)
        {
            if (item.Key == key && state.NextAt > now && state.NextAt < next)
            {
                next = state.NextAt.Value;
            }
        }

        return next;
    }
}
