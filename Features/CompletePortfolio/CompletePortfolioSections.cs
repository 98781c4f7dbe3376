namespace PortfolioTracker.Features.CompletePortfolio;

// The smaller parts of CompletePortfolioReply, which has the units and the meaning of null.

internal sealed record AllocationSection(
    IReadOnlyList<SymbolShareRow> BySymbol,
    IReadOnlyList<ShareRow> BySector,
    IReadOnlyList<ShareRow> ByRegion,
    IReadOnlyList<ShareRow> ByAssetClass,
    IReadOnlyList<ShareRow> ByCurrency,
    decimal? DiversificationScore,
    string ConcentrationRisk,
    decimal? HerfindahlIndex,
    decimal? EffectivePositions,
    int NumberOfPositions);

internal sealed record SymbolShareRow(
    string Symbol,
    decimal? AllocationPercent,
    decimal? CurrentValue,
    decimal? CostBasis,
    decimal? GainLoss,
    decimal? GainLossPercent,
    string Color);

/// <param name="Holdings">How many holdings are in it. A fund is in each sector that it holds.</param>
internal sealed record ShareRow(
    string Name, decimal Value, decimal Percentage, decimal? CostBasis, decimal? GainLoss, int Holdings);

internal sealed record DividendSection(
    IReadOnlyList<DividendLine> RecentDividends,
    IReadOnlyList<DividendLine> UpcomingDividends,
    decimal TotalReceivedYtd,
    decimal TotalReceivedAllTime,
    decimal TotalPending,
    decimal TotalUpcoming,
    int DividendCount,
    int ConfirmedCount,
    int PendingCount,
    decimal ProjectedIncome12m,
    decimal? YieldPercent,
    decimal? YieldOnCostPercent,
    IReadOnlyList<ProjectedMonth> ProjectionByMonth,
    IReadOnlyList<ProjectionLine> Projection);

internal sealed record DividendLine(
    Guid? Id,
    string Symbol,
    string? Company,
    DateOnly ExDate,
    DateOnly? PayDate,
    decimal Amount,
    decimal AmountPerShare,
    decimal SharesHeldAtExDate,
    decimal CurrentHoldings,
    decimal TotalAmount,
    decimal? TotalAmountBase,
    string Currency,
    bool Confirmed,
    string Status,
    string DividendType,
    string Source,
    bool IsFuture,
    bool IsRecent,
    Guid? TransactionId);

internal sealed record ProjectedMonth(string Month, decimal Amount);

internal sealed record ProjectionLine(
    string Symbol,
    DateOnly PayDate,
    decimal AmountPerShare,
    decimal Shares,
    decimal Amount,
    decimal? AmountBase,
    string? Currency,
    string Basis,
    decimal Confidence,
    string Explanation);

internal sealed record TransactionsSection(
    int TotalTransactions,
    DateOnly? FirstTransactionDate,
    DateOnly? LastTransactionDate,
    decimal RealizedGains,
    decimal TotalInvested,
    decimal TotalSold,
    decimal NetInvested,
    decimal TotalFees,
    int BuyCount,
    int SellCount,
    int DividendCount,
    string CostMethod,
    IReadOnlyList<RecentTransaction> RecentTransactions);

internal sealed record RecentTransaction(
    Guid Id, string Symbol, string Type, decimal Quantity, decimal Price, string Currency, DateOnly Date);

internal sealed record TimeSeriesSection(
    IReadOnlyList<SeriesPoint> PortfolioValues,
    IReadOnlyList<SeriesPoint> BenchmarkValues,
    IReadOnlyList<SeriesPoint> NetInvested,
    DateRange? DateRange,
    int DataPoints);

internal sealed record SeriesPoint(DateOnly Date, decimal? Value);

internal sealed record DateRange(DateOnly Start, DateOnly End);

internal sealed record MarketSection(
    MarketStatusRow MarketStatus,
    DiversificationSummary PortfolioDiversification,
    RiskSummary RiskMetrics,
    IReadOnlyList<CurrencyExposure> CurrencyExposure,
    IReadOnlyList<RateAlertRow> RateAlerts);

internal sealed record MarketStatusRow(
    bool IsOpen, string Session, string Timezone, bool IsHoliday, DateTimeOffset NextOpen, DateTimeOffset NextClose);

internal sealed record DiversificationSummary(
    decimal? DiversificationScore, string ConcentrationRisk, decimal? LargestPositionWeight, int NumberOfPositions);

internal sealed record RiskSummary(decimal? PortfolioRiskScore, int VolatileHoldingsCount, string RiskLevel);

internal sealed record CurrencyExposure(
    string Currency,
    decimal Value,
    decimal Percentage,
    decimal? Rate,
    decimal? RateChange1dPercent,
    decimal? RateChange30dPercent,
    bool IsForeign);

/// <param name="Days">Over which the rate moved: 1 or 30.</param>
/// <param name="Effect">What that did to the value of the holdings, in base currency.</param>
internal sealed record RateAlertRow(string Currency, int Days, decimal ChangePercent, decimal Effect);

internal sealed record MoverRow(
    string Name,
    string Ticker,
    decimal Value,
    [property: System.Text.Json.Serialization.JsonPropertyName("changePercent")] decimal ChangePercent,
    [property: System.Text.Json.Serialization.JsonPropertyName("changeValue")] decimal ChangeValue);
