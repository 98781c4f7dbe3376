using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Tests.Support;

/// <summary>A migrated database with the doors that the program has to it.</summary>
internal sealed record TestDatabase(string Url, ConnectionStrings Logins, DatabasePools Pools, DatabaseGate Gate)
    : IAsyncDisposable
{
    public UserDatabase Users { get; } = new(Pools, Gate);

    public JobDatabase Jobs { get; } = new(Pools, Gate);

    public static async Task<TestDatabase> NewAsync()
    {
        var url = await Postgres.NewDatabaseAsync();
        var logins = Postgres.Logins(url);
        var gate = new DatabaseGate();
        gate.Open();
        return new(url, logins, new(logins), gate);
    }

    public static CurrentUser NewUser() => new(Guid.CreateVersion7(), Email: null, "authenticated", "request-1");

    public Task<NpgsqlConnection> OpenAdminAsync() => Postgres.OpenAdminAsync(Url);

    public DatabaseStartup Startup(DatabaseGate? gate = null) => new(
        Postgres.Migrator(Url), Pools, gate ?? Gate, TimeProvider.System, NullLogger<DatabaseStartup>.Instance);

    /// <summary>Writes as the user, in a transaction of its own.</summary>
    public async Task WriteAsync(CurrentUser user, string sql)
    {
        await using var transaction = await Users.BeginWriteAsync(user, CancellationToken.None);
        await Postgres.ExecuteAsync(transaction.Connection, sql);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Buys on consecutive days, in one statement.</summary>
    public Task BuyAsync(CurrentUser user, int count = 1) => WriteAsync(user,
        $"""
        insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date)
        select '{user.Id}', 'Buy', 'KO', n, 60.25, date '2020-01-01' + n from generate_series(1, {count}) n
        """);

    public async ValueTask DisposeAsync() => await Pools.DisposeAsync();
}
