namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The tables of 0001_users.sql.</summary>
internal static partial class AccessManifest
{
    private static TableAccess[] UserTables =>
    [
        new("profiles",
        [
            new("authenticated", "SIU", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id created_at"),

        // Written by the triggers alone: a version that a user could set would not tell that something changed.
        new("ledgers",
        [
            new("authenticated", "S", RowRule.Own),
            new("pt_engine", "SIU", RowRule.Subject),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id"),

        new("transactions",
        [
            new("authenticated", "SIUD", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id id created_at import_id"),

        // Decisions about dividends: without one, a dividend is as announced again. Only an import is taken back so.
        new("user_dividends",
        [
            new("authenticated", "SIUD", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "IU", RowRule.Job),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id id created_at import_id"),

        new("positions",
        [
            new("authenticated", "SIU", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "IU", RowRule.Job),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id symbol"),

        new("watchlist",
        [
            new("authenticated", "SIUD", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id symbol id created_at import_id"),

        new("idempotency_keys",
        [
            new("authenticated", "SIU", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.ExpiredOrErase),
        ], Fixed: "user_id key request_hash created_at"),

        new("feature_flags",
        [
            new("authenticated", "S", RowRule.All),
            new("pt_job", "S", RowRule.All),
        ]),

        new("user_flags",
        [
            new("authenticated", "S", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "IUD", RowRule.Job),
        ], Fixed: "user_id flag"),

        new("audit_log",
        [
            new("authenticated", "S", RowRule.Own),
            new("pt_engine", "I", RowRule.Subject),
            new("pt_job", "S", RowRule.All),
        ], AppendOnly: true),
    ];
}
