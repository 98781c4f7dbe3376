using PortfolioTracker.Domain.Benchmarks;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>
/// What the money of a period would have become in a benchmark: its opening value invested on the evening before, each
/// flow on its day, dividends reinvested. Base currency; returns are fractions.
/// </summary>
/// <param name="Simulation">Null where the benchmark has no prices, or no currency is known of it.</param>
/// <param name="Matched">Time-weighted on the simulated values with the portfolio's flows, so that a portfolio that
/// holds only the benchmark has the same figure. Null where a day has no price.</param>
/// <param name="OwnReturn">Of one unit of the benchmark, from the evening before the period (or its first day where
/// the benchmark or the portfolio begins there) to its end.</param>
internal sealed record BenchmarkPeriod(
    string Symbol, IndexSimulation? Simulation, TimeWeightedReturn? Matched, Xirr? MoneyWeighted, decimal? OwnReturn)
{
    /// <summary>Why there is no comparison; null where there is one.</summary>
    public string? Reason => Simulation is null ? "The benchmark has no prices."
        : Matched is null ? "The benchmark has no price, or no exchange rate, on some days of the period."
        : MoneyWeighted is null ? BenchmarkComparison.LateMoney
        : MoneyWeighted.Reason;

    public static BenchmarkPeriod Of(
        PeriodPerformance period, MarketView market, string symbol, string baseCurrency)
    {
        var security = market.Of(symbol).Through(period.To);
        if (security.Prices.Count == 0 || security.Instrument.Currency is not { } currency)
        {
            return new(symbol, null, null, null, null);
        }

        decimal? RateOn(DateOnly on) => market.Rates.Between(currency, baseCurrency, on)?.Value;

        var flows = period.Days.Where(day => day.In != 0 || day.Out != 0)
            .Select(day => new ExternalFlow(day.On, day.In, day.Out)).ToArray();
        var simulation = IndexSimulation.Of(
            security, RateOn, period.OpeningValue, flows, [.. period.Days.Select(day => day.On)]);
        var index = TotalReturn.Of(security);
        var start = period.OpeningValue > 0 ? period.From.AddDays(-1) : period.From;
        var (before, after) = (LevelOn(index, RateOn, start), LevelOn(index, RateOn, period.To));
        var ownReturn = before > 0 ? after / before - 1 : null;
        if (simulation.Values.Count < period.Days.Count || simulation.MissingFlows.Count > 0)
        {
            return new(symbol, simulation, null, null, ownReturn);
        }

        var days = period.Days.Zip(simulation.Values, (day, point) => day with { Value = point.Close }).ToArray();
        var chain = TimeWeightedReturn.Of(period.OpeningValue, days);
        return new(
            symbol,
            simulation,
            chain,
            period.HasLateMoney ? null : Xirr.Of(
                [
                    new(period.From.AddDays(-1), -period.OpeningValue),
                    .. days.Select(day => new CashFlow(day.On, day.Out - day.In)),
                    new(days[^1].On, days[^1].Value),
                ],
                chain.Annualised ?? (double?)chain.Return),
            ownReturn);
    }

    private static decimal? LevelOn(PriceSeries index, Func<DateOnly, decimal?> rateOn, DateOnly on) =>
        index.OnOrBefore(on)?.Close * rateOn(on);
}
