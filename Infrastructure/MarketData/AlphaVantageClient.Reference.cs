namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>The functions of research: reports, news, lists of the whole market.</summary>
internal sealed partial class AlphaVantageClient
{
    public const int SymbolsTogetherMax = 100;

    /// <summary>Raw daily bars with adjusted closes, dividends and splits, ascending. Not for free keys since 2023.
    /// </summary>
    public Task<Answer<IReadOnlyList<AdjustedBar>>> DailyAdjustedAsync(
        string symbol, bool full, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("TIME_SERIES_DAILY_ADJUSTED").With("symbol", symbol)
                .With("outputsize", full ? "full" : "compact").With("datatype", "csv"),
            body => AdjustedAnswers.Bars(body, symbol, Today.AddDays(1)),
            ct);

    /// <summary>Quotes of up to a hundred symbols of the United States. Without the entitlement the provider answers
    /// with invented ones, which is <see cref="AnswerClass.Artificial"/>.</summary>
    public Task<Answer<IReadOnlyList<BulkQuote>>> BulkQuotesAsync(
        IReadOnlyCollection<string> symbols, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("REALTIME_BULK_QUOTES")
                .With("symbol", string.Join(',', symbols.Take(SymbolsTogetherMax))),
            ReferenceAnswers.BulkQuotes,
            ct);

    public Task<Answer<IReadOnlyList<MarketHours>>> MarketStatusAsync(CancellationToken ct) =>
        AskAsync(AlphaVantageQuery.Of("MARKET_STATUS"), ReferenceAnswers.Markets, ct);

    /// <summary>Companies that report within three months; of one company or, without a symbol, of all.</summary>
    public Task<Answer<IReadOnlyList<EarningsDate>>> EarningsCalendarAsync(string? symbol, CancellationToken ct)
    {
        var query = AlphaVantageQuery.Of("EARNINGS_CALENDAR").With("horizon", "3month");
        return AskAsync(
            symbol is null ? query : query.With("symbol", symbol), ReferenceAnswers.EarningsCalendar, ct);
    }

    /// <summary>Every share and fund listed in the United States, or those that no longer are.</summary>
    public Task<Answer<IReadOnlyList<ListingRow>>> ListingsAsync(bool delisted, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("LISTING_STATUS").With("state", delisted ? "delisted" : "active"),
            ReferenceAnswers.Listings,
            ct);

    /// <param name="function">INCOME_STATEMENT, BALANCE_SHEET or CASH_FLOW.</param>
    public Task<Answer<FinancialStatements>> StatementAsync(string function, string symbol, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of(function).With("symbol", symbol),
            body => StatementAnswers.Statements(body, symbol),
            ct);

    /// <param name="limit">1 to 1000 articles, the latest first.</param>
    public Task<Answer<NewsFeed>> NewsAsync(string symbol, int limit, CancellationToken ct) =>
        AskAsync(
            AlphaVantageQuery.Of("NEWS_SENTIMENT").With("tickers", symbol)
                .With("limit", $"{Math.Clamp(limit, 1, 1000)}").With("sort", "LATEST"),
            NewsAnswers.Feed,
            ct);
}
