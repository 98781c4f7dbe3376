namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The tables of 0020_dividends.sql and 0050_user_jobs.sql.</summary>
internal static partial class AccessManifest
{
    private static TableAccess[] DividendTables =>
    [
        new("dividend_syncs",
        [
            new("authenticated", "SIU", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id"),

        // A user marks them as read; what they say stays.
        new("notifications",
        [
            new("authenticated", "SIU", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "I", RowRule.Job),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id id kind symbol message date created_at"),

        new("job_runs", [new("pt_job", "SIU", RowRule.All)], Fixed: "job run_key id"),

        new("user_jobs",
        [
            new("authenticated", "SIUD", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id id kind started_at"),
    ];
}
