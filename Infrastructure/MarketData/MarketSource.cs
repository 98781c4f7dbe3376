namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Who gives the data of this process. Each stored row carries the name: sandbox rows are never shown beside
/// real ones, give way to the first real answer, and never replace one.</summary>
internal sealed record MarketSource(string Name)
{
    public const string SandboxName = "sandbox";

    public static MarketSource AlphaVantage { get; } = new("alpha_vantage");

    public static MarketSource CentralBank { get; } = new("ecb");

    public static MarketSource Sandbox { get; } = new(SandboxName);

    public bool IsSandbox => Name == SandboxName;
}
