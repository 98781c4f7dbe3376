using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>Two lines of one chart: the portfolio's value, and that of the same money in a benchmark. Base currency.
/// </summary>
/// <param name="Portfolio">Begins with the opening value on the evening before the period, where there is one.</param>
/// <param name="Benchmark">Days on which the benchmark's value is known.</param>
/// <param name="Return">Time-weighted, a fraction; money paid in is no gain.</param>
/// <param name="BenchmarkReturn">Likewise, of the second line.</param>
internal sealed record PeriodChart(
    IReadOnlyList<PricePoint> Portfolio,
    IReadOnlyList<PricePoint> Benchmark,
    decimal? Return,
    decimal? BenchmarkReturn)
{
    public decimal? StartValue => Portfolio.Count > 0 ? Portfolio[0].Close : null;

    public decimal? EndValue => Portfolio.Count > 0 ? Portfolio[^1].Close : null;

    public decimal? BenchmarkStartValue => Benchmark.Count > 0 ? Benchmark[0].Close : null;

    public decimal? BenchmarkEndValue => Benchmark.Count > 0 ? Benchmark[^1].Close : null;

    public decimal? Outperformance => Return - BenchmarkReturn;

    public decimal? ValueDifference => EndValue - BenchmarkEndValue;

    /// <summary>Null where nothing was held or moved in the period.</summary>
    public static PeriodChart? Of(PortfolioSnapshot snapshot, DateOnly? from)
    {
        if (PeriodPerformance.Of(snapshot, from) is not { } period
            || period.Days.All(day => day is { Value: 0, In: 0, Out: 0 }))
        {
            return null;
        }

        var benchmark = BenchmarkPeriod.Of(
            period, snapshot.Market, snapshot.Options.Benchmark, snapshot.BaseCurrency);
        var simulated = benchmark.Simulation;
        PricePoint[] opening = period.OpeningValue > 0 ? [new(period.From.AddDays(-1), period.OpeningValue)] : [];

        return new(
            [.. opening, .. period.Days.Select(day => new PricePoint(day.On, day.Value))],
            simulated is null ? []
                : simulated.MissingFlows.Count > 0 ? simulated.Values
                : [.. opening, .. simulated.Values],
            period.TimeWeighted.Return,
            benchmark.Matched?.Return);
    }
}
