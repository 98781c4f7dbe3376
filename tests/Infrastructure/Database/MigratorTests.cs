using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class MigratorTests
{
    private static readonly TableAccess Extra = new("extra", [new("authenticated", "S", RowRule.All)]);

    [Test]
    public async Task An_empty_database_gets_every_file_and_the_access_rules()
    {
        var database = await Postgres.EmptyDatabaseAsync();

        var outcome = await Postgres.Migrator(database).RunAsync(setLogins: false, default);

        await Assert.That(outcome.Files).IsEquivalentTo(Migration.Embedded.Select(migration => migration.Name));
        await Assert.That(outcome.Files).IsNotEmpty();
        await Assert.That(outcome.Access).IsTrue();
        await using var admin = await Postgres.OpenAdminAsync(database);
        await Assert.That(await CatalogFacts.DifferencesAsync(admin)).IsEmpty();
    }

    [Test]
    public async Task A_second_run_changes_nothing()
    {
        var database = await Postgres.NewDatabaseAsync();

        var outcome = await Postgres.Migrator(database).RunAsync(setLogins: false, default);

        await Assert.That(outcome.Files).IsEmpty();
        await Assert.That(outcome.Access).IsFalse();
    }

    [Test]
    public async Task Of_instances_that_start_together_one_does_the_work()
    {
        var database = await Postgres.EmptyDatabaseAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            Task.Run(() => Postgres.Migrator(database).RunAsync(setLogins: false, default))));

        await Assert.That(outcomes.Count(outcome => outcome.Files.Count > 0)).IsEqualTo(1);
        await Assert.That(outcomes.Count(outcome => outcome.Access)).IsEqualTo(1);
        await using var admin = await Postgres.OpenAdminAsync(database);
        await Assert.That(await CatalogFacts.DifferencesAsync(admin)).IsEmpty();
    }

    [Test]
    public async Task A_file_that_fails_leaves_nothing_of_itself()
    {
        var database = await Postgres.NewDatabaseAsync();
        var broken = new Migration(9_001, "9001_extra.sql", "create table pt.extra (n int); select 1 / 0");
        var mended = new Migration(9_001, "9001_extra.sql", "create table pt.extra (n int)");
        TableAccess[] tables = [.. AccessManifest.Tables, Extra];

        var failing = Make(database, [.. Migration.Embedded, broken], tables);
        await Assert.That(async () => { await failing.RunAsync(false, default); }).Throws<PostgresException>();
        var outcome = await Make(database, [.. Migration.Embedded, mended], tables).RunAsync(false, default);

        await Assert.That(outcome.Files).IsEquivalentTo(["9001_extra.sql"]);
    }

    [Test]
    public async Task A_table_that_the_manifest_does_not_list_is_refused_by_name()
    {
        var database = await Postgres.NewDatabaseAsync();
        var stray = new Migration(9_001, "9001_stray.sql", "create table pt.stray (n int)");

        var refusal = await Assert.That(async () =>
        {
            await Make(database, [.. Migration.Embedded, stray], AccessManifest.Tables).RunAsync(false, default);
        }).Throws<PostgresException>();

        await Assert.That(refusal!.MessageText).Contains("does not list: stray");
    }

    [Test]
    public async Task Rights_given_by_hand_are_taken_away_when_the_manifest_changes()
    {
        var database = await Postgres.NewDatabaseAsync();
        await using var admin = await Postgres.OpenAdminAsync(database);
        await Postgres.ExecuteAsync(admin,
            """
            grant all on pt.transactions to public;
            grant update (symbol) on pt.positions to anon;
            create policy open on pt.profiles using (true);
            grant execute on function pt.audit_row() to public;
            grant usage on schema pt to public;
            delete from pt.schema_marks where name = 'access'
            """);

        var outcome = await Postgres.Migrator(database).RunAsync(setLogins: false, default);

        await Assert.That(outcome.Access).IsTrue();
        await Assert.That(await CatalogFacts.DifferencesAsync(admin)).IsEmpty();
    }

    [Test]
    public async Task A_migration_killed_at_any_moment_is_finished_by_the_next_run()
    {
        var database = "";
        var killed = 0;
        for (var round = 0; round < 12; round++)
        {
            database = await Postgres.EmptyDatabaseAsync();
            await using var admin = await Postgres.OpenAdminAsync(database);
            var running = Task.Run(() => Postgres.Migrator(database).RunAsync(setLogins: false, default));

            // From before the first statement to about the last one.
            await Task.Delay(round * 8);
            await Postgres.ExecuteAsync(admin,
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and application_name = 'portfoliotracker-migrations'
                    and pid <> pg_backend_pid()
                """);
            killed += await FailsAsync(running) ? 1 : 0;

            await Postgres.Migrator(database).RunAsync(setLogins: false, default);
            await Assert.That(await CatalogFacts.DifferencesAsync(admin)).IsEmpty();
            await Assert.That(await Postgres.ScalarAsync<long>(admin, "select count(*) from pt.schema_migrations"))
                .IsEqualTo(Migration.Embedded.Count);
        }

        await Assert.That(killed).IsGreaterThan(0);
    }

    [Test]
    public async Task A_login_that_is_no_superuser_and_may_make_roles_is_enough()
    {
        var database = await Postgres.EmptyDatabaseAsync();
        var name = ConnectionUrl.Parse(database, "database").Database!;
        var login = $"{name}_admin";
        await using var admin = await Postgres.OpenAdminAsync(database);
        await Postgres.ExecuteAsync(admin, $"create role {login} login createrole password 'sesame'");
        await Postgres.ExecuteAsync(admin, $"alter database {name} owner to {login}");
        await Postgres.GrantAdministrationAsync(admin, login);
        var url = new NpgsqlConnectionStringBuilder(Postgres.Logins(database).Migration)
        {
            Username = login,
            Password = "sesame",
        }.ConnectionString;

        var outcome = await Postgres.Migrator(url).RunAsync(setLogins: false, default);

        await Assert.That(outcome.Files.Count).IsEqualTo(Migration.Embedded.Count);
        await Assert.That(await CatalogFacts.DifferencesAsync(admin)).IsEmpty();
        await Assert.That((await Postgres.Migrator(url).RunAsync(setLogins: false, default)).Access).IsFalse();
    }

    [Test]
    public async Task Servers_before_version_15_are_refused()
    {
        await Assert.That(() => Migrator.RequireVersion(new(14, 12))).Throws<MigrationRefused>();
        await Assert.That(() => Migrator.RequireVersion(new(15, 0))).ThrowsNothing();
    }

    private static async Task<bool> FailsAsync(Task running)
    {
        try
        {
            await running;
            return false;
        }
        catch (NpgsqlException)
        {
            return true;
        }
    }

    private static Migrator Make(string database, Migration[] files, IReadOnlyList<TableAccess> tables) =>
        new(Postgres.Logins(database), NullLogger<Migrator>.Instance, files, tables);
}
