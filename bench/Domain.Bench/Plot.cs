using PortfolioTracker.Domain.Portfolio;

namespace PortfolioTracker.Bench;

/// <summary>Cost against size, and how near it is to a line.</summary>
internal static class Plot
{
    /// <summary>Days with a close on which a position was held, over all positions.</summary>
    public static int HoldingDays(PortfolioSnapshot snapshot) => snapshot.Positions.Sum(position =>
        position.Security.Prices.IndexOnOrBefore(position.LastHeldOn(snapshot.AsOf))
        - position.Security.Prices.IndexOnOrBefore(position.Trades[0].On.AddDays(-1)));

    /// <summary>A bar of one sign for each millisecond, and the straight line of least squares through all.</summary>
    public static void Print(IReadOnlyList<(double Size, double Milliseconds)> points)
    {
        Console.WriteLine();
        Console.WriteLine("least ms against holding-days, one sign a millisecond");
        foreach (var (size, milliseconds) in points)
        {
            Console.WriteLine($"{size,9} {new string('#', (int)Math.Round(milliseconds))}");
        }

        var (meanSize, meanTime) = (points.Average(point => point.Size), points.Average(point => point.Milliseconds));
        var slope = points.Sum(point => (point.Size - meanSize) * (point.Milliseconds - meanTime))
            / points.Sum(point => Math.Pow(point.Size - meanSize, 2));
        var start = meanTime - (slope * meanSize);
        var unexplained = points.Sum(point => Math.Pow(point.Milliseconds - start - (slope * point.Size), 2));
        var r2 = 1 - (unexplained / points.Sum(point => Math.Pow(point.Milliseconds - meanTime, 2)));
        Console.WriteLine($"line: {start:F1} ms + {slope * 1e6:F1} ns a holding-day; R squared {r2:F4}");
        Console.WriteLine();
    }
}
