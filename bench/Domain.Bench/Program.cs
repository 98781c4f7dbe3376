using System.Diagnostics;
using System.Globalization;
using PortfolioTracker.Bench;
using PortfolioTracker.Domain.Portfolio;

// 500 holdings, ten years of daily prices; the second case has five times the transactions on the same holdings.
(string Name, int Holdings, int Transactions)[] cases =
[
    ("1/4", 125, 2_500), ("1/2", 250, 5_000), ("1", 500, 10_000), ("2", 1_000, 20_000), ("trades", 500, 50_000),
];
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine("case     holdings   trades   days   median ms    least ms   MB allocated   us per holding");
foreach (var (name, holdings, transactions) in cases)
{
    var (ledger, market, options) = Market.Of(holdings, transactions);
    var snapshot = PortfolioSnapshot.Of(ledger, market, options);
    for (var i = 0; i < 30; i++)
    {
        snapshot = PortfolioSnapshot.Of(ledger, market, options);
    }

    var times = new double[31];
    var before = GC.GetAllocatedBytesForCurrentThread();
    for (var i = 0; i < times.Length; i++)
    {
        var start = Stopwatch.GetTimestamp();
        snapshot = PortfolioSnapshot.Of(ledger, market, options);
        times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    var megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1e6 / times.Length;
    Array.Sort(times);
    Console.WriteLine(
        $"{name,-6} {holdings,10} {transactions,8} {snapshot.Daily.Days.Count,6} {times[times.Length / 2],11:F1} "
        + $"{times[0],11:F1} {megabytes,14:F1} {times[times.Length / 2] * 1000 / holdings,16:F1}");
}

if (args.Contains("--parts"))
{
    Parts.Print(Market.Of(500, 10_000));
}
