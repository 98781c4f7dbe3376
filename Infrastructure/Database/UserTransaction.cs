using System.Diagnostics;
using Npgsql;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>A transaction in which every statement acts for one user (or one job). Disposed without
/// <see cref="CommitAsync"/>, it leaves nothing behind.</summary>
internal sealed class UserTransaction(NpgsqlConnection connection, CurrentUser? user = null) : IAsyncDisposable
{
    private readonly long began = Stopwatch.GetTimestamp();

    public NpgsqlConnection Connection => connection;

    /// <summary>Fails where anything in the transaction failed, also where that was caught.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var batch = new NpgsqlBatch(connection);

        // COMMIT of a failed transaction rolls back without an error; any statement before it does fail.
        batch.BatchCommands.Add(new("set constraints all immediate"));
        batch.BatchCommands.Add(new("commit"));

        // Not cancelled half-way: a caller that leaves now would not know what became of it.
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // A connection that goes back to the pool inside a transaction is rolled back by Npgsql.
            await connection.DisposeAsync();
        }
        catch (Exception broken) when (broken is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection died; the server rolls back by itself, and the error on its way up says why.
        }

        user?.AddDatabaseTime(Stopwatch.GetElapsedTime(began));
    }
}
