using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Returns;
using PortfolioTracker.Domain.Risk;

namespace PortfolioTracker.Domain.Portfolio;

/// <summary>How the portfolio did: returns as fractions, money in base currency.</summary>
/// <param name="DailyChange">Market move of the last session of what was held through it; null where no holding has
/// two closes.</param>
/// <param name="DailyReturn">That move as a fraction of what those shares were worth before it.</param>
/// <param name="YearGain">Value now less value at the last close of the previous year, flows of the year taken out.
/// </param>
/// <param name="YearReturn">Time-weighted, from the last close of the previous year; null where nothing was held.
/// </param>
/// <param name="MoneyWeighted">XIRR over the positions whose flows and end value are known.</param>
internal sealed record Performance(
    decimal? DailyChange,
    decimal? DailyReturn,
    decimal? YearGain,
    decimal? YearReturn,
    TimeWeightedReturn TimeWeighted,
    Xirr MoneyWeighted,
    Statistic Volatility,
    Statistic Sharpe,
    Statistic Sortino,
    Statistic Beta,
    Statistic Alpha,
    Statistic ValueAtRisk,
    Drawdown Drawdown)
{
    /// <summary>False where <see cref="MoneyWeighted"/> leaves a position out.</summary>
    public bool MoneyIsWhole { get; private init; }

    public static Performance Of(
        IReadOnlyList<Position> positions,
        IReadOnlyList<Holding> holdings,
        DailyValues daily,
        BenchmarkComparison benchmark,
        SnapshotOptions options)
    {
        var chain = TimeWeightedReturn.Of(0, daily.Days);
        var (returns, pairs, benchmarkReturns) = OnTradingDays(chain, daily, benchmark);
        var (change, before) = DailyMove(holdings);
        var (yearGain, yearReturn) = Year(daily, chain, options.AsOf.Year);
        var index = ReturnIndex.Of(chain.Daily);
        var (flows, isWhole) = Flows(positions, holdings, options.AsOf);

        return new(
            change,
            before > 0 ? change / before : null,
            yearGain,
            yearReturn,
            chain,
            Xirr.Of(flows, chain.Annualised ?? (double?)chain.Return),
            Risk.Volatility.Of(returns),
            SharpeRatio.Of(returns, options.RiskFreeAnnual),
            SortinoRatio.Of(returns, options.RiskFreeAnnual),
            Risk.Beta.Of(pairs, benchmarkReturns),
            Risk.Alpha.Of(pairs, benchmarkReturns, options.RiskFreeAnnual),
            Risk.ValueAtRisk.Of(returns),
            Risk.Drawdown.Of([.. index.Select(point => point.On)], [.. index.Select(point => (double)point.Value)]))
        {
            MoneyIsWhole = isWhole,
        };
    }

    /// <summary>The chain's returns from one trading day to the next (what moved in between, an exchange rate on a
    /// holiday, say, is part of the next one's); and the pairs of them where the benchmark has a return too.</summary>
    private static (double[] Returns, double[] Pairs, double[] Benchmark) OnTradingDays(
        TimeWeightedReturn chain, DailyValues daily, BenchmarkComparison benchmark)
    {
        var returns = new List<double>(chain.Daily.Count);
        var pairs = new List<double>(chain.Daily.Count);
        var ofBenchmark = new List<double>(chain.Daily.Count);
        var (at, growth, benchmarkGrowth) = (0, 1.0, (double?)1);
        foreach (var day in chain.Daily)
        {
            while (daily.Days[at].On < day.On)
            {
                at++;
            }

            growth *= 1 + (double)day.Return;
            benchmarkGrowth *= 1 + benchmark.DailyReturns[at];
            if (!daily.PricedDays[at])
            {
                continue;
            }

            returns.Add(growth - 1);
            if (benchmarkGrowth is { } simultaneous)
            {
                pairs.Add(growth - 1);
                ofBenchmark.Add(simultaneous - 1);
            }

            (growth, benchmarkGrowth) = (1, 1);
        }

        return ([.. returns], [.. pairs], [.. ofBenchmark]);
    }

    private static (decimal? Change, decimal Before) DailyMove(IReadOnlyList<Holding> holdings)
    {
        decimal? change = null;
        var before = 0m;
        foreach (var holding in holdings)
        {
            if (holding is { DailyChangeBase: { } move, PreviousValueBase: { } value })
            {
                change = (change ?? 0) + move;
                before += value;
            }
        }

        return (change, before);
    }

    private static (decimal? Gain, decimal? Return) Year(DailyValues daily, TimeWeightedReturn chain, int year)
    {
        if (daily.Days.Count == 0)
        {
            return (null, null);
        }

        var (opening, flows) = (0m, 0m);
        foreach (var day in daily.Days)
        {
            if (day.On.Year < year)
            {
                opening = day.Value;
            }
            else
            {
                flows += day.Out - day.In;
            }
        }

        return (
            daily.Days[^1].Value + flows - opening,
            ReturnIndex.Between(new(year, 1, 1), new(year, 12, 31), chain.Daily));
    }

    private static (List<CashFlow> Flows, bool IsWhole) Flows(
        IReadOnlyList<Position> positions, IReadOnlyList<Holding> holdings, DateOnly asOf)
    {
        var endValues = holdings.ToDictionary(holding => holding.Symbol, holding => holding.ValueBase);
        var flows = new List<CashFlow>();
        var (end, isWhole) = (0m, true);
        foreach (var position in positions)
        {
            decimal? endValue = endValues.TryGetValue(position.Symbol, out var value) ? value : 0;
            if (endValue is not { } known || !position.Flows.All(flow => flow.IsKnown))
            {
                isWhole = false;
                continue;
            }

            end += known;
            foreach (var flow in position.Flows)
            {
                flows.Add(new(flow.On, flow.Out!.Value - flow.In!.Value));
            }
        }

        flows.Add(new(asOf, end));
        return (flows, isWhole);
    }
}
