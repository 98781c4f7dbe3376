using System.Collections.Concurrent;
using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Tests.Support;

/// <summary>The server on which the tests make their databases.</summary>
/// <param name="Admin">A privileged connection string, not pooled.</param>
internal sealed record PostgresServer(string Admin, Func<string, string> UrlOf, Func<Task>? Stop) : IAsyncDisposable
{
    public ConcurrentBag<string> Databases { get; } = [];

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
        foreach (var database in Databases)
        {
            await Postgres.ExecuteAsync(connection, $"drop database if exists {database} with (force)");
        }
    }

    private static string WithDatabase(NpgsqlConnectionStringBuilder builder, string database) =>
        new NpgsqlConnectionStringBuilder(builder.ConnectionString) { Database = database }.ConnectionString;
}
