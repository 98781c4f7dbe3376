using System.Diagnostics;
using System.Globalization;
using PortfolioTracker.Bench;
using PortfolioTracker.Domain.Portfolio;

// Ten years of daily prices; the last case has five times the transactions of case 1 on the same holdings.
(string Name, int Holdings, int Transactions)[] cases =
[
    ("1/4", 125, 2_500), ("1/2", 250, 5_000), ("3/4", 375, 7_500), ("1", 500, 10_000), ("2", 1_000, 20_000),
    ("trades", 500, 50_000),
];
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Contains("--forecast"))
{
    ForecastBacktest.Print();
    return;
}

Console.WriteLine(
    "case     holdings   trades   holding-days   median ms    least ms   MB allocated   ns per holding-day");
var points = new List<(double Size, double Milliseconds)>();
foreach (var (name, holdings, transactions) in cases)
{
    var (ledger, market, options) = Market.Of(holdings, transactions);
    var snapshot = PortfolioSnapshot.Of(ledger, market, options);
    for (var i = 0; i < 30; i++)
    {
        snapshot = PortfolioSnapshot.Of(ledger, market, options);
    }

    // What the market of the case before left behind is not this one's to collect.
    GC.Collect();
    var times = new double[51];
    var before = GC.GetAllocatedBytesForCurrentThread();
    for (var i = 0; i < times.Length; i++)
    {
        var start = Stopwatch.GetTimestamp();
        snapshot = PortfolioSnapshot.Of(ledger, market, options);
        times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    var megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1e6 / times.Length;
    var days = Plot.HoldingDays(snapshot);
    Array.Sort(times);
    Console.WriteLine(
        $"{name,-6} {holdings,10} {transactions,8} {days,14} {times[times.Length / 2],11:F1} {times[0],11:F1} "
        + $"{megabytes,14:F1} {times[0] * 1e6 / days,20:F1}");
    if (name != "trades")
    {
        points.Add((days, times[0]));
    }
}

Plot.Print(points);
if (args.Contains("--parts"))
{
    Parts.Print(Market.Of(500, 10_000));
}
