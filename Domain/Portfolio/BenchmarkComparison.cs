using PortfolioTracker.Domain.Benchmarks;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>
/// What the same money on the same days would have become in the benchmark (dividends reinvested), in base currency.
/// </summary>
/// <param name="Simulation">Null where the benchmark has no prices.</param>
/// <param name="Difference">What the portfolio is worth more than the simulation; null where a flow could not be
/// replayed: then the two did not get the same money.</param>
/// <param name="DailyReturns">Pairs with the days of the portfolio's series; null where either day has no price.
/// </param>
internal sealed record BenchmarkComparison(
    string Symbol,
    IndexSimulation? Simulation,
    IReadOnlyList<double?> DailyReturns,
    decimal? TimeWeighted,
    Xirr? MoneyWeighted,
    decimal? Difference)
{
    /// <summary>What was simulated; null where nothing was.</summary>
    public Security? Index { get; private init; }

    /// <summary>Why a figure of the comparison is null; null where all are there.</summary>
    public string? Reason => Simulation is null ? "The benchmark has no prices, or nothing was ever held."
        : Simulation.MissingFlows.Count > 0 ? "The benchmark had no price for a payment: it did not get the same money."
        : MoneyWeighted is null ? LateMoney
        : MoneyWeighted.Reason;

    /// <summary>A position that could not be valued at first is in the series from the day on which it could, with its
    /// value of that day as the payment.</summary>
    public const string LateMoney =
        "Something held could not be valued at first: the benchmark got its money later than the portfolio did.";

    public static BenchmarkComparison Of(
        DailyValues daily, MarketView market, SnapshotOptions options, string baseCurrency)
    {
        var security = market.Of(options.Benchmark).Through(options.AsOf);
        if (security.Prices.Count == 0 || security.Instrument.Currency is not { } currency || daily.Days.Count == 0)
        {
            return new(options.Benchmark, null, new double?[daily.Days.Count], null, null, null);
        }

        decimal? RateOn(DateOnly on) => market.Rates.Between(currency, baseCurrency, on)?.Value;

        var days = daily.Days.Select(day => day.On).ToArray();
        var flows = daily.Days.Where(day => day.In != 0 || day.Out != 0)
            .Select(day => new ExternalFlow(day.On, day.In, day.Out)).ToArray();
        var simulation = IndexSimulation.Of(security, RateOn, 0, flows, days);
        var levels = Levels(TotalReturn.Of(security), RateOn, days);
        var end = simulation.MissingFlows.Count == 0 ? simulation.EndValue : null;

        return new(options.Benchmark, simulation, Returns(levels, daily.Days),
            levels[0] is > 0 ? levels[^1] / levels[0] - 1 : null,
            end is { } value && !daily.HasLateMoney
                ? Xirr.Of([.. flows.Select(flow => new CashFlow(flow.On, flow.Out - flow.In)), new(days[^1], value)])
                : null,
            daily.Days[^1].Value - end)
        {
            Index = security,
        };
    }

    private static decimal?[] Levels(PriceSeries index, Func<DateOnly, decimal?> rateOn, DateOnly[] days)
    {
        var levels = new decimal?[days.Length];
        for (var i = 0; i < days.Length; i++)
        {
            levels[i] = index.OnOrBefore(days[i])?.Close * rateOn(days[i]);
        }

        return levels;
    }

    /// <summary>On a day that began with nothing the portfolio is bought at the close or during the day: the index has
    /// not moved for it yet.</summary>
    private static double?[] Returns(decimal?[] levels, IReadOnlyList<ValueDay> days)
    {
        var returns = new double?[levels.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            returns[i] = i == 0 || days[i - 1].Value == 0
                ? levels[i] is null ? null : 0
                : levels[i - 1] is > 0 and { } before ? (double?)(levels[i] / before - 1) : null;
        }

        return returns;
    }
}
