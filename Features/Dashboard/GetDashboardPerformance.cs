using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Benchmarks;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Dashboard;

/// <summary>Both lines in base currency: the portfolio's value, and that of the same money in the benchmark.</summary>
internal sealed record GetDashboardPerformanceReply(
    string Period,
    string Benchmark,
    IReadOnlyList<DashboardPoint> PortfolioPerformance,
    IReadOnlyList<DashboardPoint> BenchmarkPerformance,
    DashboardPerformanceMetadata Metadata,
    DashboardPerformanceMetrics PerformanceMetrics);

internal sealed record DashboardPoint(DateOnly Date, decimal Value);

internal sealed record DashboardPerformanceMetadata(
    int TradingDaysCount,
    DateOnly? StartDate,
    DateOnly? EndDate,
    string BenchmarkName,
    DateTimeOffset CalculationTimestamp,
    string ChartType,
    bool NoData,
    bool IndexOnly,
    string Reason,
    string? UserGuidance);

/// <summary>Returns are time-weighted; null where they cannot be computed.</summary>
/// <param name="IndexOnlyMode">There is no portfolio to compare; the figures are those of the benchmark's price.
/// </param>
internal sealed record DashboardPerformanceMetrics(
    decimal? PortfolioStartValue,
    decimal? PortfolioEndValue,
    decimal? PortfolioReturnPct,
    decimal? IndexStartValue,
    decimal? IndexEndValue,
    decimal? IndexReturnPct,
    decimal? OutperformancePct,
    decimal? AbsoluteOutperformance,
    bool IndexOnlyMode);

internal static class GetDashboardPerformance
{
    /// <summary>The value of the portfolio over a period beside a benchmark; of an empty one the benchmark alone.
    /// Deprecated.</summary>
    /// <param name="period">7D, 1M (the default), 3M, 1Y, YTD or MAX.</param>
    /// <param name="benchmark">SPY (the default), QQQ, A200, URTH, VTI or VXUS.</param>
    public static async Task<Results<Reply<GetDashboardPerformanceReply>, BadRequest<Error>>> Handle(
        [TakesOneOf("7D", "1M", "3M", "1Y", "YTD", "MAX", Default = "1M")] string? period,
        [TakesOneOf("SPY", "QQQ", "A200", "URTH", "VTI", "VXUS", Default = "SPY")] string? benchmark,
        CurrentUser user,
        [FromServices] PortfolioSnapshots portfolios,
        [FromServices] PriceHistory history,
        [FromServices] TimeProvider clock,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var chosen = query.OneOf("period", period, ChartPeriods.Names) ?? "1M";
        if (query.Problems.Count > 0)
        {
            return TypedResults.BadRequest(Error.BadRequest(query.Problems[0].Message, "query.period"));
        }

        var index = query.OneOf("benchmark", benchmark, KnownBenchmarks.Symbols) ?? PortfolioSnapshots.BenchmarkDefault;
        if (query.Problems.Count > 0)
        {
            return TypedResults.BadRequest(Error.BadRequest(
                $"Unsupported benchmark: {benchmark}", "query.benchmark"));
        }

        var (snapshot, _, _, _) = await portfolios.OfAsync(user, portfolios.Options(benchmark: index), ct);
        if (PeriodChart.Of(snapshot, ChartPeriods.FirstDay(chosen, snapshot.AsOf)) is not { } chart)
        {
            return new Reply<GetDashboardPerformanceReply>(
                await IndexOnlyChart.OfAsync(chosen, snapshot, history, clock.GetUtcNow(), ct));
        }

        return new Reply<GetDashboardPerformanceReply>(new(
            chosen,
            index,
            Points(chart.Portfolio, snapshot.BaseCurrency),
            Points(chart.Benchmark, snapshot.BaseCurrency),
            new(
                chart.Portfolio.Count,
                chart.Portfolio[0].On,
                chart.Portfolio[^1].On,
                index,
                clock.GetUtcNow(),
                "discrete_trading_days",
                NoData: false,
                IndexOnly: false,
                "success",
                UserGuidance: null),
            Metrics(chart, snapshot.BaseCurrency)));
    }

    private static DashboardPoint[] Points(IReadOnlyList<PricePoint> points, string currency) =>
        [.. points.Select(point => new DashboardPoint(point.On, Rounding.Money(point.Close, currency)))];

    private static DashboardPerformanceMetrics Metrics(PeriodChart chart, string currency) => new(
        Rounding.Money(chart.StartValue, currency),
        Rounding.Money(chart.EndValue, currency),
        Rounding.Percent(chart.Return),
        Rounding.Money(chart.BenchmarkStartValue, currency),
        Rounding.Money(chart.BenchmarkEndValue, currency),
        Rounding.Percent(chart.BenchmarkReturn),
        Rounding.Percent(chart.Outperformance),
        Rounding.Money(chart.ValueDifference, currency),
        IndexOnlyMode: false);
}
