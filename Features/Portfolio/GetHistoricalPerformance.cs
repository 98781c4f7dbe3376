using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Benchmarks;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Portfolio;

/// <summary>Both lines in base currency: the portfolio's value, and that of the same money on the same days in the
/// benchmark.</summary>
internal sealed record GetHistoricalPerformanceReply(
    string Period,
    string Benchmark,
    IReadOnlyList<ChartPoint> PortfolioPerformance,
    IReadOnlyList<ChartPoint> BenchmarkPerformance,
    HistoricalPerformanceMetadata Metadata,
    HistoricalPerformanceMetrics PerformanceMetrics);

internal sealed record ChartPoint(DateOnly Date, decimal Value);

internal sealed record HistoricalPerformanceMetadata(
    DateOnly StartDate,
    DateOnly EndDate,
    int TotalPoints,
    decimal? PortfolioFinalValue,
    decimal? IndexFinalValue,
    string BenchmarkName,
    string BaseCurrency,
    DateTimeOffset CalculationTimestamp,
    bool Cached,
    bool NoData,
    bool IndexOnly,
    string Reason,
    string? UserGuidance,
    string ChartType);

/// <summary>Returns are time-weighted: money paid in or taken out is no gain and no loss.</summary>
internal sealed record HistoricalPerformanceMetrics(
    decimal? PortfolioStartValue,
    decimal? PortfolioEndValue,
    decimal? PortfolioReturnPct,
    decimal? IndexStartValue,
    decimal? IndexEndValue,
    decimal? IndexReturnPct,
    decimal? OutperformancePct,
    decimal? AbsoluteOutperformance);

internal static class GetHistoricalPerformance
{
    /// <summary>The value of the portfolio over a period, beside what the same money would have become in a benchmark.
    /// </summary>
    /// <param name="period">7D, 1M, 3M, 1Y (the default), YTD or MAX.</param>
    /// <param name="benchmark">SPY (the default), QQQ, A200, URTH, VTI or VXUS.</param>
    public static async Task<Results<Reply<GetHistoricalPerformanceReply>, BadRequest<Error>>> Handle(
        [TakesOneOf("7D", "1M", "3M", "1Y", "YTD", "MAX", Default = "1Y")] string? period,
        [TakesOneOf("SPY", "QQQ", "A200", "URTH", "VTI", "VXUS", Default = "SPY")] string? benchmark,
        CurrentUser user,
        [FromServices] PortfolioSnapshots portfolios,
        [FromServices] TimeProvider clock,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var chosen = query.OneOf("period", period, ChartPeriods.Names) ?? "1Y";
        var index = query.OneOf("benchmark", benchmark, KnownBenchmarks.Symbols) ?? PortfolioSnapshots.BenchmarkDefault;
        if (query.Problems.Count > 0)
        {
            return TypedResults.BadRequest(
                new Error("BadRequestError", query.Problems[0].Message, query.Problems));
        }

        var (snapshot, _, _, _) = await portfolios.OfAsync(user, portfolios.Options(benchmark: index), ct);
        var chart = PeriodChart.Of(snapshot, ChartPeriods.FirstDay(chosen, snapshot.AsOf));
        return new Reply<GetHistoricalPerformanceReply>(
            new(
                chosen,
                index,
                Points(chart?.Portfolio, snapshot),
                Points(chart?.Benchmark, snapshot),
                Metadata(chart, snapshot, clock.GetUtcNow()),
                chart is null ? new(0, 0, 0, 0, 0, 0, 0, 0) : Metrics(chart, snapshot.BaseCurrency)));
    }

    private static ChartPoint[] Points(IReadOnlyList<PricePoint>? points, PortfolioSnapshot snapshot) =>
        [.. (points ?? []).Select(point => new ChartPoint(
            point.On, Rounding.Money(point.Close, snapshot.BaseCurrency)))];

    private static HistoricalPerformanceMetadata Metadata(
        PeriodChart? chart, PortfolioSnapshot snapshot, DateTimeOffset now)
    {
        var currency = snapshot.BaseCurrency;
        return new(
            chart?.Portfolio[0].On ?? snapshot.AsOf,
            snapshot.AsOf,
            chart?.Portfolio.Count ?? 0,
            chart is null ? 0 : Rounding.Money(chart.EndValue, currency),
            chart is null ? 0 : Rounding.Money(chart.BenchmarkEndValue, currency),
            KnownBenchmarks.NameOf(snapshot.Options.Benchmark),
            currency,
            now,
            Cached: false,
            NoData: chart is null,
            IndexOnly: false,
            chart is not null ? "success"
                : snapshot.Positions.Count == 0 ? "No transactions found"
                : "no_portfolio_data",
            chart is null ? "Add transactions to see how your portfolio does." : null,
            "performance_comparison");
    }

    private static HistoricalPerformanceMetrics Metrics(PeriodChart chart, string currency) => new(
        Rounding.Money(chart.StartValue, currency),
        Rounding.Money(chart.EndValue, currency),
        Rounding.ShortPercent(chart.Return),
        Rounding.Money(chart.BenchmarkStartValue, currency),
        Rounding.Money(chart.BenchmarkEndValue, currency),
        Rounding.ShortPercent(chart.BenchmarkReturn),
        Rounding.ShortPercent(chart.Outperformance),
        Rounding.Money(chart.ValueDifference, currency));
}
