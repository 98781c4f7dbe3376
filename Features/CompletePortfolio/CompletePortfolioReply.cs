namespace PortfolioTracker.Features.CompletePortfolio;

/// <summary>
/// Everything a front end shows of a portfolio. Money of a holding is in the holding's <c>currency</c> unless the name
/// says <c>base</c>; all other money is in <c>base_currency</c>. Percentages are percent (12.5 is 12.5 %). Null says that
/// the figure cannot be known; <c>metadata.missing</c> says why. Each figure's definition: docs/numbers.md.
/// </summary>
internal sealed record CompletePortfolioReply(
    PortfolioSection PortfolioData,
    PerformanceSection PerformanceData,
    AllocationSection AllocationData,
    DividendSection DividendData,
    TransactionsSection TransactionsSummary,
    TimeSeriesSection? TimeSeriesData,
    MarketSection MarketAnalysis,
    IReadOnlyDictionary<string, decimal?> CurrencyConversions,
    IReadOnlyList<MoverRow> TopGainers,
    IReadOnlyList<MoverRow> TopLosers);

internal sealed record PortfolioSection(
    IReadOnlyList<HoldingRow> Holdings,
    decimal TotalValue,
    decimal TotalCost,
    decimal TotalGainLoss,
    decimal? TotalGainLossPercent,
    decimal TotalRealizedGain,
    decimal TotalProfit,
    decimal? TotalProfitPercent,
    int HoldingsCount,
    string BaseCurrency);

internal sealed record HoldingRow(
    string Symbol,
    string? CompanyName,
    decimal Quantity,
    decimal? AvgCost,
    decimal? TotalCost,
    decimal? CurrentPrice,
    decimal? CurrentValue,
    decimal? GainLoss,
    decimal? GainLossPercent,
    decimal? AllocationPercent,
    decimal? DividendsReceived,
    DateOnly? PriceDate,
    string PriceStatus,
    string Currency,
    decimal? BaseCurrencyValue,
    decimal? BaseCurrencyCost,
    decimal? BaseCurrencyGainLoss,
    decimal? BaseCurrencyGainLossPercent,
    decimal? BaseCurrencyDividendsReceived,
    decimal? CurrencyGain,
    decimal? PriceGain,
    decimal? RealizedGain,
    decimal? ExchangeRate,
    decimal? DailyChange,
    decimal? DailyChangePercent,
    string? Sector,
    string? Region,
    string? AssetClass,
    DateOnly? FirstBoughtOn,
    int OpenLots);

internal sealed record PerformanceSection(
    decimal? DailyChange,
    decimal? DailyChangePercent,
    decimal? YtdReturn,
    decimal? YtdReturnPercent,
    decimal? TotalReturnPercent,
    decimal? Volatility,
    decimal? SharpeRatio,
    decimal? MaxDrawdown,
    decimal? Xirr,
    decimal? IrrPercent,
    string XirrStatus,
    decimal? PeriodReturnPercent,
    decimal? TwrPercent,
    decimal? TwrAnnualizedPercent,
    string TwrStatus,
    decimal? SortinoRatio,
    decimal? Beta,
    decimal? Alpha,
    decimal? ValueAtRisk95,
    DateOnly? DrawdownPeakOn,
    DateOnly? DrawdownTroughOn,
    DateOnly? DrawdownRecoveredOn,
    int Observations,
    decimal RiskFreeRate,
    BenchmarkSummary Benchmark,
    IReadOnlyDictionary<string, string> Reasons);

internal sealed record BenchmarkSummary(
    string Symbol,
    string? Name,
    decimal? EndValue,
    decimal? Difference,
    decimal? TwrPercent,
    decimal? Xirr);

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

internal readonly record struct SeriesPoint(DateOnly Date, decimal? Value);

internal sealed record DateRange(DateOnly Start, DateOnly End);

internal sealed record MarketSection(
    MarketStatus MarketStatus,
    DiversificationSummary PortfolioDiversification,
    RiskSummary RiskMetrics,
    IReadOnlyList<CurrencyExposure> CurrencyExposure);

internal sealed record MarketStatus(
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

internal sealed record MoverRow(
    string Name,
    string Ticker,
    decimal Value,
    [property: System.Text.Json.Serialization.JsonPropertyName("changePercent")] decimal ChangePercent,
    [property: System.Text.Json.Serialization.JsonPropertyName("changeValue")] decimal ChangeValue);

internal sealed record MissingRow(string Symbol, string What, DateOnly? Since);

/// <summary>Metadata that is the same for every reader of one built document.</summary>
internal sealed record CompleteMetadata(
    DateTimeOffset GeneratedAt,
    DateTimeOffset Timestamp,
    DateTimeOffset LastUpdated,
    DateOnly AsOf,
    string Benchmark,
    string CacheStrategy,
    decimal DataCompleteness,
    IReadOnlyList<MissingRow> Missing,
    string MarketDataStatus,
    string? MarketDataMessage,
    int ComputationTimeMs,
    PerformanceMetadata PerformanceMetadata);

internal sealed record PerformanceMetadata(
    int TotalProcessingTimeMs,
    int DataGenerationTimeMs,
    int DataTransformationTimeMs,
    int ServiceComputationTimeMs,
    decimal CacheHitRatio,
    int PayloadSizeBytes,
    decimal PayloadSizeKb,
    IReadOnlyList<string> DataSources,
    IReadOnlyList<string> FallbackStrategiesUsed);
