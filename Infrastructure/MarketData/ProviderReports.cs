namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>A raw daily bar and what the provider says about its day.</summary>
/// <param name="AdjustedClose">By the provider's own rule, P/(P+D); only ever compared within one answer.</param>
/// <param name="SplitCoefficient">New shares for one old; also spin-offs in disguise.</param>
internal sealed record AdjustedBar(
    DailyBar Bar, decimal? AdjustedClose, decimal Dividend, decimal SplitCoefficient);

/// <param name="At">New York time, without zone, as the provider writes it.</param>
/// <param name="ChangePercent">12.5 is 12.5 %.</param>
internal sealed record BulkQuote(
    string Symbol,
    DateTime At,
    decimal? Open,
    decimal? High,
    decimal? Low,
    decimal Price,
    long? Volume,
    decimal? PreviousClose,
    decimal? Change,
    decimal? ChangePercent,
    decimal? ExtendedHoursPrice)
{
    public ProviderQuote OfDay() => new(
        Symbol, Open, High, Low, Price, Volume, DateOnly.FromDateTime(At), PreviousClose, Change, ChangePercent);
}

/// <summary>No calendar: it names neither days nor holidays.</summary>
/// <param name="IsOpen">Null where the provider says neither open nor closed.</param>
internal sealed record MarketHours(
    string MarketType, string Region, string? Exchanges, TimeOnly? OpensAt, TimeOnly? ClosesAt, bool? IsOpen,
    string? Notes);

/// <param name="Estimate">Earnings per share; null where nobody estimates, which is not zero.</param>
/// <param name="TimeOfDay"><c>pre-market</c> or <c>post-market</c>; null for most.</param>
internal sealed record EarningsDate(
    string Symbol, string? Name, DateOnly ReportOn, DateOnly? FiscalEndOn, decimal? Estimate, string? Currency,
    string? TimeOfDay);

internal sealed record ListingRow(
    string Symbol, string? Name, string? Exchange, string? AssetType, DateOnly? ListedOn, DateOnly? DelistedOn,
    bool IsActive);

/// <summary>One figure of a report under the provider's own name.</summary>
/// <param name="Number">Null where the provider has none; also where it wrote <paramref name="Text"/>.</param>
internal sealed record ReportedFigure(string Name, decimal? Number, string? Text = null);

/// <param name="Figures">In the order of the provider, in whole units of the currency.</param>
internal sealed record FinancialReport(
    DateOnly FiscalEndOn, string? Currency, IReadOnlyList<ReportedFigure> Figures);

/// <param name="Json">The answer as it came, to be kept.</param>
internal sealed record FinancialStatements(
    string Symbol, IReadOnlyList<FinancialReport> Annual, IReadOnlyList<FinancialReport> Quarterly, string Json);

internal sealed record NewsTopic(string Topic, decimal? Relevance);

/// <param name="Score">-1 to 1.</param>
internal sealed record TickerSentiment(string Ticker, decimal? Relevance, decimal? Score, string? Label);

/// <param name="PublishedAt"><c>yyyyMMddTHHmmss</c>, as the provider writes it, in UTC.</param>
internal sealed record NewsArticle(
    string Title,
    string Url,
    string? PublishedAt,
    IReadOnlyList<string> Authors,
    string? Summary,
    string? BannerImage,
    string? Source,
    string? SourceDomain,
    decimal? Score,
    string? Label,
    IReadOnlyList<NewsTopic> Topics,
    IReadOnlyList<TickerSentiment> Tickers);

/// <param name="Json">The answer as it came, to be kept.</param>
internal sealed record NewsFeed(
    IReadOnlyList<NewsArticle> Articles, string? ScoreDefinition, string? RelevanceDefinition, string Json);
