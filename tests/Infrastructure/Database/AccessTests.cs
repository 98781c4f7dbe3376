using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class AccessTests
{
    /// <summary>The catalog alone finds most; so many must be met by trying, too.</summary>
    private const int SeenByBehaviourMin = 10;

    /// <summary>Each takes away a wall or opens a door, somewhere.</summary>
    public static readonly string[] Mutants =
    [
        "drop policy authenticated_select on pt.transactions",
        "drop policy pt_job_delete on pt.profiles",
        "alter policy authenticated_select on pt.transactions using (true)",
        "alter policy authenticated_insert on pt.transactions with check (true)",
        "alter policy authenticated_update on pt.watchlist with check (true)",
        "alter policy authenticated_select on pt.profiles "
            + "using (user_id = (select pt.uid()) or (select pt.uid()) is null)",
        "alter policy pt_job_delete on pt.transactions using (true)",
        "alter policy pt_engine_insert on pt.audit_log with check (true)",
        "alter policy authenticated_select on pt.ledgers to public",
        "create policy more on pt.watchlist for select to authenticated using (true)",
        "create policy more on pt.audit_log for all using (user_id = (select pt.uid()))",
        "alter table pt.transactions disable row level security",
        "alter table pt.profiles no force row level security",
        "alter table pt.user_dividends owner to pt_engine",
        "grant delete on pt.profiles to authenticated",
        "grant update (user_id) on pt.transactions to authenticated",
        "grant truncate on pt.transactions to pt_owner",
        "grant update on pt.audit_log to pt_owner",
        "grant select on pt.transactions to anon",
        "grant select on pt.transactions to pt_api",
        "grant references on pt.transactions to public",
        "revoke insert on pt.watchlist from authenticated",
        "grant usage on schema pt to anon",
        "grant usage on schema pt to pt_api",
        "grant create on schema pt to authenticated",
        "alter role pt_api bypassrls",
        "alter role pt_job bypassrls",
        "alter role pt_api inherit",
        "alter role pt_owner login",
        "grant pt_owner to pt_api",
        "grant authenticated to pt_job",
        "grant pt_engine to authenticated",
        "create or replace function pt.uid() returns uuid language sql stable set search_path = '' as "
            + "$$ select 'aaaaaaaa-0000-4000-8000-000000000001'::uuid $$",
        "alter function pt.uid() reset search_path",
        "alter function pt.audit_row() security invoker",
        "alter function pt.bump_ledger() owner to current_user",
        "grant execute on function pt.audit_row() to public",
        "alter table pt.transactions disable trigger audit",
        "drop trigger refuse on pt.audit_log",
        "create table pt.stray (user_id uuid)",
        "create view pt.peek as select * from pt.transactions",
    ];

    [Test]
    public async Task Everyone_may_do_what_the_manifest_says_and_nothing_else()
    {
        await using var admin = await Postgres.OpenAdminAsync(await Postgres.NewDatabaseAsync());
        await AccessMatrix.SeedAsync(admin);
        await using var transaction = await admin.BeginTransactionAsync();

        var (count, wrong) = await AccessMatrix.RunAsync(admin);

        await Assert.That(wrong).IsEmpty();
        await Assert.That(count).IsGreaterThan(1_000);
    }

    [Test]
    public async Task The_catalog_holds_what_the_manifest_says_and_nothing_else()
    {
        await using var admin = await Postgres.OpenAdminAsync(await Postgres.NewDatabaseAsync());

        await Assert.That(await CatalogFacts.DifferencesAsync(admin)).IsEmpty();
    }

    [Test]
    public async Task Every_mutant_is_found()
    {
        await using var admin = await Postgres.OpenAdminAsync(await Postgres.NewDatabaseAsync());
        await AccessMatrix.SeedAsync(admin);
        var alive = new List<string>();
        var seenByBehaviour = 0;

        foreach (var mutant in Mutants)
        {
            await using var transaction = await admin.BeginTransactionAsync();
            await Postgres.ExecuteAsync(admin, mutant);
            var byCatalog = await CatalogFacts.DifferencesAsync(admin);
            if (seenByBehaviour < SeenByBehaviourMin || byCatalog.Count == 0)
            {
                var byBehaviour = (await AccessMatrix.RunAsync(admin)).Wrong;
                seenByBehaviour += byBehaviour.Count > 0 ? 1 : 0;
                if (byCatalog.Count + byBehaviour.Count == 0)
                {
                    alive.Add(mutant);
                }
            }

            await transaction.RollbackAsync();
        }

        await Assert.That(alive).IsEmpty();
        await Assert.That(Mutants.Length).IsGreaterThanOrEqualTo(20);
        await Assert.That(seenByBehaviour).IsGreaterThanOrEqualTo(SeenByBehaviourMin);
    }

    [Test]
    public async Task There_is_one_policy_for_a_table_a_role_and_an_operation()
    {
        var policies = AccessManifest.Tables
            .SelectMany(table => table.Roles.SelectMany(access =>
                access.Operations.Select(operation => $"{table.Table} {access.Role} {operation}")))
            .ToArray();

        await Assert.That(policies).IsNotEmpty();
        await Assert.That(policies.Distinct().Count()).IsEqualTo(policies.Length);
    }

    [Test]
    public async Task Who_may_change_or_delete_rows_may_see_them_and_can_not_hand_them_over()
    {
        var tables = AccessManifest.Tables.Where(table => AccessAttempts.Inserts.ContainsKey(table.Table)).ToArray();

        await Assert.That(tables.Length).IsEqualTo(AccessAttempts.Inserts.Count);
        foreach (var table in tables)
        {
            var changing = table.Roles.Where(a => a.Operations.Contains('U') || a.Operations.Contains('D'));
            await Assert.That(changing.All(a => table.Roles.Any(b => b.Role == a.Role && b.Operations.Contains('S'))))
                .IsTrue().Because(table.Table);
            await Assert.That(changing.All(a => !a.Operations.Contains('U') || table.FixedColumns.Contains("user_id")))
                .IsTrue().Because(table.Table);
        }
    }
}
