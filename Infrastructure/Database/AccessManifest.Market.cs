namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The tables of the market: global, read by every user, written by the jobs.</summary>
internal static partial class AccessManifest
{
    private static TableAccess[] MarketTables => [];
}
