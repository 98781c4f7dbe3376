using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Tests.Support;

/// <summary>
/// Databases for tests: on a private cluster that lives as long as this process, or on the server of
/// PORTFOLIOTRACKER_TEST_PG (a superuser, which some tests need). Each test takes a database of its own.
/// </summary>
internal static class Postgres
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(StartAsync);
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static int made;

    /// <summary>A migrated database, as a person would name it in DATABASE_URL.</summary>
    public static async Task<string> NewDatabaseAsync() => await CreateAsync(await Template.Value);

    /// <summary>A database in which nothing was done.</summary>
    public static Task<string> EmptyDatabaseAsync() => CreateAsync(template: "template0");

    /// <summary>A privileged connection, outside of any pool.</summary>
    public static async Task<NpgsqlConnection> OpenAdminAsync(string database)
    {
        var connection = new NpgsqlConnection(Logins(database).Migration);
        await connection.OpenAsync();
        return connection;
    }

    public static ConnectionStrings Logins(string database) => ConnectionStrings.From(new() { Url = database });

    public static Migrator Migrator(string database) => new(Logins(database), NullLogger<Migrator>.Instance);

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>From version 16 on, only who administers a role may grant it; on a fresh server that is who made it.
    /// </summary>
    public static async Task GrantAdministrationAsync(NpgsqlConnection admin, string login)
    {
        if (admin.PostgreSqlVersion.Major >= 16)
        {
            await ExecuteAsync(admin, $"grant pt_owner, pt_engine to {login} with admin true, set false");
            await ExecuteAsync(admin, $"grant authenticated, pt_api, pt_job to {login} with admin true, set false");
        }
    }

    public static async Task<T?> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Takes away all that this process has made.</summary>
    public static async Task RemoveAsync()
    {
        if (Server.IsValueCreated && Server.Value.IsCompletedSuccessfully)
        {
            await (await Server.Value).DisposeAsync();
        }
    }

    private static async Task<PostgresServer> StartAsync() =>
        Environment.GetEnvironmentVariable("PORTFOLIOTRACKER_TEST_PG") is { Length: > 0 } given
            ? PostgresServer.Given(given)
            : await PostgresCluster.StartAsync();

    private static async Task<string> MakeTemplateAsync()
    {
        var database = await CreateAsync(template: "template0");
        await Migrator(database).RunAsync(setLogins: true, CancellationToken.None);
        return ConnectionUrl.Parse(database, "database").Database!;
    }

    private static async Task<string> CreateAsync(string template)
    {
        var server = await Server.Value;
        var name = $"{PostgresServer.Prefix}{Interlocked.Increment(ref made)}";

        // Two copies at once of one template would sometimes find it in use.
        await OneAtATime.WaitAsync();
        try
        {
            await using var connection = new NpgsqlConnection(server.Admin);
            await connection.OpenAsync();
            await ExecuteAsync(connection, $"create database {name} template {template} strategy file_copy");
        }
        finally
        {
            OneAtATime.Release();
        }

        return server.UrlOf(name);
    }
}
