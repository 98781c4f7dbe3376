namespace PortfolioTracker.Features.CompletePortfolio;

/// <summary>
/// Everything a front end shows of a portfolio. Money of a holding is in the holding's <c>currency</c> unless the name
/// says <c>base</c>; all other money is in <c>base_currency</c>. Percentages are percent (12.5 is 12.5 %). Null says
/// that the figure cannot be known; <c>metadata.missing</c> says why. Each figure's definition: docs/numbers.md. A
/// <c>price_source</c> of <c>manual</c> is the user's own price.
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
    string? PriceSource,
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
