using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>The door for background jobs: their own login and pool, and only what the access manifest gives pt_job.
/// </summary>
internal sealed class JobDatabase(DatabasePools pools, DatabaseGate gate)
{
    private const string SetJob =
        """
        select set_config('pt.job', $1, true), set_config('pt.job_user', $2, true),
            set_config('pt.request_id', $3, true)
        """;

    // Background work waits for the database by itself before it begins. Who comes here earlier has a request behind
    // him, which must not hang while the database is away.
    private static readonly TimeSpan StartWaitMax = TimeSpan.FromSeconds(2);

    /// <summary>For what somebody may wait for: a statement that is not answered within seconds fails.</summary>
    public Task<NpgsqlConnection> OpenAsync(CancellationToken ct) => OpenAsync(pools.Jobs, ct);

    /// <summary>For work that takes its time behind the answers.</summary>
    public Task<NpgsqlConnection> OpenForWorkAsync(CancellationToken ct) => OpenAsync(pools.Work, ct);

    /// <summary>A transaction in which the job may also write the rows of one user.</summary>
    /// <param name="job">Name of the job, for the audit; <c>erase-user</c> may delete the user's rows.</param>
    /// <param name="runId">Takes the place of the request's id in the audit.</param>
    public async Task<UserTransaction> BeginForUserAsync(
        string job, Guid userId, string runId, CancellationToken ct)
    {
        var transaction = new UserTransaction(await OpenForWorkAsync(ct));
        try
        {
            await using var batch = new NpgsqlBatch(transaction.Connection);
            batch.BatchCommands.Add(new("begin isolation level read committed"));
            batch.BatchCommands.Add(new(SetJob)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = job },
                    new NpgsqlParameter<string> { TypedValue = userId.ToString() },
                    new NpgsqlParameter<string> { TypedValue = runId },
                },
            });
            await batch.ExecuteNonQueryAsync(ct);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await gate.WaitAsync(StartWaitMax, ct);
        return await source.OpenConnectionAsync(ct);
    }
}
