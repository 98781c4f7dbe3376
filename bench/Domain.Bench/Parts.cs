using System.Diagnostics;
using PortfolioTracker.Domain.Holdings;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Domain.Returns;

namespace PortfolioTracker.Bench;

/// <summary>Where the time of one snapshot goes.</summary>
internal static class Parts
{
    public static void Print((Ledger Ledger, MarketView Market, SnapshotOptions Options) input)
    {
        var (ledger, market, options) = input;
        var snapshot = PortfolioSnapshot.Of(ledger, market, options);
        // The snapshot's own market keeps its rates by day, as the parts find it within the whole.
        market = snapshot.Market;
        var bySymbol = ledger.Trades.GroupBy(trade => trade.Symbol)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<Trade>)[.. group]);
        var (positions, holdings, daily) = (snapshot.Positions, snapshot.Holdings, snapshot.Daily);
        var (currency, asOf) = (ledger.BaseCurrency, options.AsOf);

        // Bought and sold in turn: many changes of sign, so the whole range is searched for further roots.
        CashFlow[] flows = [.. Enumerable.Range(0, 500).Select(i => new CashFlow(
            asOf.AddDays(7 * (i - 500)), i % 3 == 2 ? 250 : -200)), new(asOf, 40_000)];

        Time("positions", () => positions.Select(p => Position.From(
            bySymbol[p.Symbol], p.Security, market.Rates, currency, ledger.CostMethod, asOf)).ToArray());
        Time("holdings", () => positions.Select(p => Holding.Of(p, market.Rates, currency, asOf)).ToArray());
        Time("daily values", () => DailyValues.Of(positions, market.Rates, currency, asOf));
        Time("benchmark", () => BenchmarkComparison.Of(daily, market, options, currency));
        Time("performance", () => Performance.Of(positions, holdings, daily, snapshot.Benchmark, options));
        Time("income", () => Income.Of(positions, market, currency, options));
        Time("totals", () => Totals.Of(positions, holdings));
        Time("XIRR, 500 flows", () => Xirr.Of(flows));
        Time("missing parts", () => MissingParts.Of(
            positions, holdings, daily, snapshot.Benchmark, market.Rates, currency));
    }

    private static void Time<T>(string name, Func<T> part)
    {
        var times = new double[21];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _ = part();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine($"{name,-16} {times[times.Length / 2],8:F2} ms");
    }
}
