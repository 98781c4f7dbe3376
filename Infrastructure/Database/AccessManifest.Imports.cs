namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The tables of 0040_imports.sql, and which tables an erasure empties.</summary>
internal static partial class AccessManifest
{
    private static TableAccess[] ImportTables =>
    [
        new("import_batches",
        [
            new("authenticated", "SID", RowRule.Own),
            new("pt_job", "S", RowRule.All),
            new("pt_job", "D", RowRule.Erase),
        ], Fixed: "user_id"),
    ];

    /// <summary>Every table of which the job <c>erase-user</c> may delete the rows of its user: transactions first,
    /// which point at others; ledgers last, because their triggers count each deletion there.</summary>
    public static IReadOnlyList<string> ErasedTables =>
    [
        .. Tables
            .Where(table => table.Roles.Any(access => access is { Role: "pt_job" } && access.Operations.Contains('D')
                && access.Rows is RowRule.Erase or RowRule.Job or RowRule.ExpiredOrErase))
            .Select(table => table.Table)
            .OrderBy(table => table switch { "transactions" => 0, "import_batches" => 2, "ledgers" => 3, _ => 1 }),
    ];
}
