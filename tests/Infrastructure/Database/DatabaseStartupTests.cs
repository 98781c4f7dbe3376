using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class DatabaseStartupTests
{
    [Test]
    public async Task With_the_services_registered_an_empty_database_becomes_ready()
    {
        var database = await Postgres.EmptyDatabaseAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DATABASE_URL"] = database });
        builder.Services.AddLogging();
        builder.Services.AddDatabase(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync();

        var gate = host.Services.GetRequiredService<DatabaseGate>();
        await gate.WaitAsync(Wait.AtMost, CancellationToken.None);

        await Assert.That(gate.Problem).IsNull();
        await using var transaction = await host.Services.GetRequiredService<UserDatabase>()
            .BeginReadAsync(TestDatabase.NewUser(), CancellationToken.None);
        await Assert.That(await Postgres.ScalarAsync<string>(transaction.Connection, "select current_user::text"))
            .IsEqualTo("authenticated");
        await using var job = await host.Services.GetRequiredService<JobDatabase>().OpenAsync(CancellationToken.None);
        await Assert.That(await Postgres.ScalarAsync<string>(job, "select current_user::text")).IsEqualTo("pt_job");
        await host.StopAsync();
    }

    [Test]
    public async Task A_database_that_is_not_there_yet_is_waited_for()
    {
        var admin = new NpgsqlConnectionStringBuilder(
            Postgres.Logins(await Postgres.EmptyDatabaseAsync()).Migration);
        var name = $"{admin.Database}_later";
        admin.Database = name;
        var logins = Postgres.Logins(admin.ConnectionString);
        await using var pools = new DatabasePools(logins);
        var gate = new DatabaseGate();
        using var startup = new DatabaseStartup(
            new(logins, NullLogger<Migrator>.Instance), pools, gate, TimeProvider.System,
            NullLogger<DatabaseStartup>.Instance);
        await startup.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(() => Task.FromResult(
            gate.Problem == "PostgreSQL has no such database (3D000): create it, or mend its name in DATABASE_URL."));
        await Assert.That(gate.IsReady).IsFalse();

        await using (var server = await Postgres.OpenAdminAsync(await Postgres.EmptyDatabaseAsync()))
        {
            await Postgres.ExecuteAsync(server, $"create database {name} template template0");
        }

        await gate.WaitAsync(Wait.AtMost, CancellationToken.None);
        await Assert.That(gate.IsReady).IsTrue();
        await startup.StopAsync(CancellationToken.None);
    }

    /// <summary>A login of its own name, so that changing its password disturbs no other test.</summary>
    [Test]
    public async Task The_API_s_own_login_is_made_and_follows_a_changed_password()
    {
        var database = await Postgres.NewDatabaseAsync();
        var role = ConnectionUrl.Parse(database, "database").Database + "_reader";

        foreach (var password in new[] { "first-one", "second-one" })
        {
            var logins = ConnectionStrings.From(new()
            {
                Url = new NpgsqlConnectionStringBuilder(Postgres.Logins(database).Migration)
                {
                    Username = role,
                    Password = password,
                }.ConnectionString,
                MigrationUrl = database,
            });
            await using var pools = new DatabasePools(logins);
            using var startup = new DatabaseStartup(
                new(logins, NullLogger<Migrator>.Instance), pools, new(), TimeProvider.System,
                NullLogger<DatabaseStartup>.Instance);

            await startup.PrepareAsync(CancellationToken.None);

            await using var connection = await pools.Requests.OpenConnectionAsync();
            await Assert.That(await Postgres.ScalarAsync<string>(connection, "select session_user::text"))
                .IsEqualTo(role);
            await Assert.That(await Postgres.ScalarAsync<string>(connection,
                """
                select concat_ws(' ', pg_has_role('authenticated', 'MEMBER'), pg_has_role('authenticated', 'USAGE'),
                    current_setting('statement_timeout'), current_setting('lock_timeout'))
                """)).IsEqualTo("t f 5s 2s");
        }
    }

    [Test]
    public async Task The_derived_passwords_are_real_ones()
    {
        await using var database = await TestDatabase.NewAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.Logins.Api) { Password = "guess", Pooling = false };

        await using var right = await database.Pools.Requests.OpenConnectionAsync();
        await using var refused = new NpgsqlConnection(wrong.ConnectionString);
        var failure = await Assert.That(async () => { await refused.OpenAsync(); }).Throws<PostgresException>();

        await Assert.That(right.State).IsEqualTo(System.Data.ConnectionState.Open);
        await Assert.That(failure!.SqlState).IsEqualTo(PostgresErrorCodes.InvalidPassword);
    }
}
