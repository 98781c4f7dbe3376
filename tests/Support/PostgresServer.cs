using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Tests.Support;

/// <summary>The server on which the tests make their databases.</summary>
/// <param name="Admin">A privileged connection string, not pooled.</param>
internal sealed record PostgresServer(string Admin, Func<string, string> UrlOf, Func<Task>? Stop) : IAsyncDisposable
{
    /// <summary>Names of all that this process makes begin so.</summary>
    public static string Prefix { get; } = $"pt_test_{Environment.ProcessId}_";

    private const string SelectLeftOvers =
        """
        select format('drop database %I with (force)', datname) from pg_database where starts_with(datname, $1)
        union all
        select format('drop role %I', rolname) from pg_roles where starts_with(rolname, $1)
        order by 1
        """;

    public static PostgresServer Given(string connectionString)
    {
        var builder = ConnectionUrl.Parse(connectionString, "PORTFOLIOTRACKER_TEST_PG");
        builder.Pooling = false;
        return new(builder.ConnectionString, database => WithDatabase(builder, database), Stop: null);
    }

    public async ValueTask DisposeAsync()
    {
        if (Stop is not null)
        {
            await Stop();
            return;
        }

        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        var drops = new List<string>();
        await using (var command = new NpgsqlCommand(SelectLeftOvers, connection))
        {
            command.Parameters.AddWithValue(Prefix);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                drops.Add(reader.GetString(0));
            }
        }

        foreach (var drop in drops)
        {
            await Postgres.ExecuteAsync(connection, drop);
        }
    }

    private static string WithDatabase(NpgsqlConnectionStringBuilder builder, string database) =>
        new NpgsqlConnectionStringBuilder(builder.ConnectionString) { Database = database }.ConnectionString;
}
