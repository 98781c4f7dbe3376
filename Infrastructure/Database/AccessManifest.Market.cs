namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The tables of the market: global, read by every user, written by the jobs.</summary>
internal static partial class AccessManifest
{
    // The job deletes rows of the sandbox only, which give way to the first real answer: of real prices, dividends,
    // splits and rates none can be lost.
    private static TableAccess[] MarketTables =>
    [
        new("instruments", ReadByAll("SIU"), Fixed: "symbol"),
        new("daily_prices", [.. ReadByAll("SIU"), SandboxOnly], Fixed: "symbol date"),
        new("splits", [.. ReadByAll("SIU"), SandboxOnly], Fixed: "symbol effective_date"),
        new("dividends", [.. ReadByAll("SIU"), SandboxOnly], Fixed: "id symbol ex_date"),
        new("fx_rates", [.. ReadByAll("SIU"), SandboxOnly], Fixed: "from_currency to_currency date"),
        new("quotes", ReadByAll("SIU"), Fixed: "symbol"),
        new("provider_documents", ReadByAll("SIU"), Fixed: "function subject"),
        new("market_fetches", ReadByAll("SIU"), Fixed: "symbol kind"),

        // What the key may do and has spent is no user's business.
        new("provider_budget", [new("pt_job", "SIU", RowRule.All)], Fixed: "key_id day"),
        new("source_calls", [new("pt_job", "SIU", RowRule.All)], Fixed: "key_id hour"),
        new("provider_entitlements", [new("pt_job", "SIU", RowRule.All)], Fixed: "key_id function parameter"),
    ];

    private static RoleAccess SandboxOnly => new("pt_job", "D", RowRule.Sandbox);

    private static RoleAccess[] ReadByAll(string jobOperations) =>
        [new("authenticated", "S", RowRule.All), new("pt_job", jobOperations, RowRule.All)];
}
