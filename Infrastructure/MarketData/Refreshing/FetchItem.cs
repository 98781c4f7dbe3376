namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>What one fetch brings; in the order in which they are made when there is more to do than calls.</summary>
internal enum FetchKind
{
    /// <summary>Name, type, region and unit, by symbol search. First for a ticker with an exchange's suffix, since its
    /// prices cannot be stored before their unit is known.</summary>
    Search,
    Prices,
    Rates,
    Splits,

    /// <summary>Weekly closes of past decades, wanted only where the full daily history is not ours to have.</summary>
    History,
    Dividends,
    Overview,

    // From here on only what somebody has just asked for.
    Quote,
    Matches,
    Income,
    Balance,
    CashFlow,
    News,

    /// <summary>All rates of the European Central Bank since 1999, in the background.</summary>
    EuroHistory,

    /// <summary>All that is listed in the United States, in the background.</summary>
    Listings,

    /// <summary>When all companies report next, in the background.</summary>
    Earnings,

    /// <summary>The running prices of all that is held and listed in the United States, in the background, where the
    /// key has no limit by the day.</summary>
    HeldQuotes,
}

/// <param name="Key">A symbol, or for <see cref="FetchKind.Rates"/> a pair such as <c>EUR/USD</c>, or for
/// <see cref="FetchKind.Matches"/> the words of a search in capitals.</param>
internal sealed record FetchItem(string Key, FetchKind Kind)
{
    /// <summary>What is needed of a symbol that nobody knows yet to tell whether it exists, and how many shares a
    /// purchase has become.</summary>
    public static FetchItem[] OfNew(string symbol) => QuotedUnit.SuffixOf(symbol) is null
        ? [new(symbol, FetchKind.Prices), new(symbol, FetchKind.Splits)]
        : [new(symbol, FetchKind.Search), new(symbol, FetchKind.Prices), new(symbol, FetchKind.Splits)];

    /// <summary>Lower is fetched earlier. A plain ticker is in dollars until told otherwise: it can wait.</summary>
    public int Rank => Kind == FetchKind.Search && QuotedUnit.SuffixOf(Key) is null
        ? (int)FetchKind.Dividends
        : (int)Kind;
}

/// <summary>What is remembered of the last fetches of one kind. Instants are UTC.</summary>
/// <param name="Failures">Attempts in a row that brought nothing new.</param>
internal sealed record FetchState(
    FetchItem Item, DateTime? LastSuccessAt, string? Outcome, DateTime? NextAt, int Failures)
{
    public static FetchState Never(FetchItem item) => new(item, null, null, null, 0);

    public bool IsDue(DateTime now) => NextAt is null || NextAt <= now;

    /// <summary>The provider has told us that it does not know the symbol.</summary>
    public bool IsUnknownSymbol => LastSuccessAt is null
        && Outcome is nameof(AnswerClass.BadRequestOrUnknownSymbol) or nameof(AnswerClass.NoCoverage);
}
