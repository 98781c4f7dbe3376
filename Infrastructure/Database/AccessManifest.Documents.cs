namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The tables of 0060_documents.sql.</summary>
internal static partial class AccessManifest
{
    private static TableAccess[] DocumentTables =>
    [
        new("complete_documents",
        [
            new("authenticated", "SIUD", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.ExpiredOrErase),
        ], Fixed: "user_id variant"),

        new("market_versions", ReadByAll("SIU"), Fixed: "key"),
    ];
}
