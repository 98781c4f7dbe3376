using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>
/// The one door to the database for users' requests. Every transaction begins by becoming <c>authenticated</c> with
/// the user's identity, for its own duration only, in the same round trip; without that a connection can read nothing.
/// Statements are never prepared explicitly: that would parse them before the role is set.
/// </summary>
internal sealed class UserDatabase(DatabasePools pools, DatabaseGate gate)
{
    private const string BeginRead = "begin isolation level repeatable read read only";

    private const string BeginWrite = "begin isolation level read committed";

    private const string SetIdentity =
        """
        select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true),
            set_config('pt.request_id', $2, true), set_config('lock_timeout', $3::text, true)
        """;

    /// <summary>For a connection and a lock together: who has waited for the one waits less for the other.</summary>
    private const int QueueMillisecondsMax = 2_000;

    private const int LockMillisecondsMin = 200;

    private static readonly TimeSpan StartWaitMax = TimeSpan.FromSeconds(2);

    /// <summary>A server that has said nothing for so long seems to stand still.</summary>
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(2.2);

    /// <summary>One snapshot of the database for all that is read in it; writes are refused.</summary>
    public Task<UserTransaction> BeginReadAsync(CurrentUser user, CancellationToken ct) =>
        BeginAsync(user, BeginRead, ct);

    /// <summary>Read committed: take the row of pt.positions first, then read what depends on it.</summary>
    public Task<UserTransaction> BeginWriteAsync(CurrentUser user, CancellationToken ct) =>
        BeginAsync(user, BeginWrite, ct);

    /// <summary>
    /// Runs the queries on one snapshot in one round trip. The reader stands on the first query's result; go on with
    /// <c>NextResultAsync</c>. Where the connection turns out to be dead, it is done once more on a new one.
    /// </summary>
    /// <param name="first">Without a result; written and committed before the snapshot is taken, in the same round
    /// trip.</param>
    public async Task<T> ReadInOneTripAsync<T>(
        CurrentUser user,
        IReadOnlyList<NpgsqlBatchCommand> queries,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken ct,
        NpgsqlBatchCommand? first = null)
    {
        var tried = false;
        return await OnConnectionAsync(async (connection, askedAt) =>
        {
            await using var transaction = new UserTransaction(connection, user);
            await using var batch = new NpgsqlBatch(connection);
            if (first is not null)
            {
                batch.BatchCommands.Add(new(BeginWrite));
                batch.BatchCommands.Add(Identity(user, askedAt));
                batch.BatchCommands.Add(tried ? CopyOf(first) : first);
                batch.BatchCommands.Add(new("commit"));
            }

            batch.BatchCommands.Add(new(BeginRead));
            batch.BatchCommands.Add(Identity(user, askedAt));
            foreach (var query in queries)
            {
                batch.BatchCommands.Add(tried ? CopyOf(query) : query);
            }

            batch.BatchCommands.Add(new("commit"));
            tried = true;
            await using var reader = await batch.ExecuteReaderAsync(ct);
            await reader.NextResultAsync(ct); // past the identity
            if (first is not null)
            {
                await reader.NextResultAsync(ct);
            }

            return await read(reader, ct);
        }, ct);
    }

    /// <summary>A command remembers how it was prepared on the connection that is gone.</summary>
    private static NpgsqlBatchCommand CopyOf(NpgsqlBatchCommand query)
    {
        var copy = new NpgsqlBatchCommand(query.CommandText);
        foreach (NpgsqlParameter parameter in query.Parameters)
        {
            copy.Parameters.Add(parameter.Clone());
        }

        return copy;
    }

    private Task<UserTransaction> BeginAsync(CurrentUser user, string begin, CancellationToken ct) =>
        OnConnectionAsync(async (connection, askedAt) =>
        {
            var transaction = new UserTransaction(connection, user);
            try
            {
                await using var batch = new NpgsqlBatch(connection);
                batch.BatchCommands.Add(new(begin));
                batch.BatchCommands.Add(Identity(user, askedAt));
                await batch.ExecuteNonQueryAsync(ct);
                return transaction;
            }
            catch
            {
                await transaction.DisposeAsync();
                throw;
            }
        }, ct);

    /// <summary>A pooled connection may have died since its last use: nothing was done on it, so a new one is tried.
    /// </summary>
    private async Task<T> OnConnectionAsync<T>(Func<NpgsqlConnection, long, Task<T>> work, CancellationToken ct)
    {
        var askedAt = Stopwatch.GetTimestamp();
        await gate.WaitAsync(StartWaitMax, ct);
        try
        {
            return await NoticedAsync(work(await pools.Requests.OpenConnectionAsync(ct), askedAt));
        }
        catch (NpgsqlException lost) when (DatabaseUnavailable.IsLostConnection(lost))
        {
            // Its neighbours in the pool have most likely died with it.
            pools.Requests.Clear();
            return await work(await pools.Requests.OpenConnectionAsync(ct), askedAt);
        }
    }

    private async Task<T> NoticedAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer.WaitAsync(SilenceMax);
        }
        catch (TimeoutException) when (!answer.IsCompleted)
        {
            pools.Spares.MakeReady();
            return await answer;
        }
    }

    private static NpgsqlBatchCommand Identity(CurrentUser user, long askedAt)
    {
        var left = QueueMillisecondsMax - (int)Stopwatch.GetElapsedTime(askedAt).TotalMilliseconds;
        var claims = $$"""{"sub":"{{user.Id}}","role":"{{JsonEncodedText.Encode(user.Role)}}"}""";
        return new(SetIdentity)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = claims },
                new NpgsqlParameter<string> { TypedValue = user.RequestId },
                new NpgsqlParameter<int> { TypedValue = Math.Max(left, LockMillisecondsMin) },
            },
        };
    }
}
