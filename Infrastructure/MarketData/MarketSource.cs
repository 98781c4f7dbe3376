namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Who gives the data of this process. Each stored row carries the name: sandbox rows are never shown beside
/// real ones, give way to the first real answer, and never replace one. All real closes are raw, so that those of two
/// sources may follow each other in one series.</summary>
/// <param name="GivesWayTo">The source whose closes of a day stay when this one has others of it.</param>
internal sealed record MarketSource(string Name, string? GivesWayTo = null)
{
    public const string SandboxName = "sandbox";

    public static MarketSource AlphaVantage { get; } = new("alpha_vantage", GivesWayTo: "tiingo");

    public static MarketSource Tiingo { get; } = new("tiingo");

    public static MarketSource CentralBank { get; } = new("ecb");

    public static MarketSource Sandbox { get; } = new(SandboxName);

    public bool IsSandbox => Name == SandboxName;
}
