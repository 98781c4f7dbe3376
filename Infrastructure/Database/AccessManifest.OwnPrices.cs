namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The tables of 0080_own_prices.sql.</summary>
internal static partial class AccessManifest
{
    private static TableAccess[] OwnPriceTables =>
    [
        new("user_prices",
        [
            new("authenticated", "SIUD", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id symbol date created_at import_id"),

        new("price_quarantine", ReadByAll("SIUD"), Fixed: "symbol"),
    ];
}
