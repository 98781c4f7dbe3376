using Microsoft.Extensions.Logging.Abstractions;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class MigrationHistoryTests
{
    [Test]
    public async Task A_file_changed_after_it_was_applied_is_refused()
    {
        var database = await Postgres.NewDatabaseAsync();
        var changed = Migration.Embedded.Select(file => new Migration(file.Version, file.Name, file.Sql + "\n"));

        var refused = await RefusalAsync(Make(database, [.. changed], AccessManifest.Tables));

        await Assert.That(refused).Contains("was changed after it had been applied");
    }

    [Test]
    public async Task A_database_of_a_newer_release_is_refused()
    {
        var database = await Postgres.NewDatabaseAsync();
        var extra = new TableAccess("extra", [new("authenticated", "S", RowRule.All)]);
        var newer = new Migration(9_001, "9001_extra.sql", "create table pt.extra (n int)");
        await Make(database, [.. Migration.Embedded, newer], [.. AccessManifest.Tables, extra])
            .RunAsync(setLogins: false, default);

        var refused = await RefusalAsync(Postgres.Migrator(database));

        await Assert.That(refused).Contains("migration 9001, which this program does not know");
    }

    [Test]
    public async Task A_file_numbered_below_the_newest_applied_is_refused()
    {
        var database = await Postgres.NewDatabaseAsync();
        var late = new Migration(0_000, "0000_late.sql", "select 1");

        var refused = await RefusalAsync(Make(database, [late, .. Migration.Embedded], AccessManifest.Tables));

        await Assert.That(refused).Contains("Give it the next free number");
    }

    private static Migrator Make(string database, Migration[] files, IReadOnlyList<TableAccess> tables) =>
        new(Postgres.Logins(database), NullLogger<Migrator>.Instance, files, tables);

    private static async Task<string> RefusalAsync(Migrator migrator)
    {
        try
        {
            await migrator.RunAsync(setLogins: false, default);
            return "not refused";
        }
        catch (MigrationRefused refused)
        {
            return refused.Message;
        }
    }
}
