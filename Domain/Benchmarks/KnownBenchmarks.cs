namespace PortfolioTracker.Domain.Benchmarks;

/// <summary>The funds that stand for indexes in the clients' charts.</summary>
internal static class KnownBenchmarks
{
    public static string[] Symbols => ["SPY", "QQQ", "A200", "URTH", "VTI", "VXUS"];

    /// <summary>What the index is called; the symbol itself where it is none of these.</summary>
    public static string NameOf(string symbol) => symbol switch
    {
        "SPY" => "S&P 500",
        "QQQ" => "Nasdaq 100",
        "A200" => "ASX 200",
        "URTH" => "MSCI World",
        "VTI" => "Total Stock Market",
        "VXUS" => "International",
        _ => symbol,
    };
}
