using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

/// <summary>
/// The market in the database: every answer of the provider lands here first. An empty answer changes nothing and
/// nothing is ever deleted but sandbox rows, by the first real answer. Each change is told to the other instances in
/// the transaction that makes it.
/// </summary>
internal sealed partial class MarketArchive(JobDatabase database, MarketSource source, TimeProvider clock)
{
    // Counted and told together: what was made from the old data is out of date wherever it is kept.
    private const string CountAndTell =
        """
        with counted as (
            insert into pt.market_versions as v (key, version) values ($3, 1)
            on conflict (key) do update set version = v.version + 1)
        select pg_notify($1, $2)
        """;

    /// <summary>Marks this instance's own notifications, which it need not heed.</summary>
    public Guid InstanceId { get; } = Guid.NewGuid();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>By key, how often it has changed; not there for never.</summary>
    public async Task<IReadOnlyDictionary<string, long>> VersionsAsync(string[] keys, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await VersionsAsync(connection, keys, [], ct);
    }

    /// <summary>Runs the change and the notification of it, where it changed a row, in one transaction.</summary>
    private async Task<StoreOutcome> ChangeAsync(
        string key, Func<NpgsqlConnection, Task<int>> change, CancellationToken ct)
    {
        await using var connection = await database.OpenForWorkAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var changedRows = await change(connection);
        if (changedRows == 0)
        {
            return StoreOutcome.Unchanged;
        }

        await NotifyAsync(connection, key, ct);
        await transaction.CommitAsync(ct);
        return StoreOutcome.Changed;
    }

    /// <summary>Says that something more is known of a key, though no row of it has changed.</summary>
    public Task<StoreOutcome> TellAsync(string key, CancellationToken ct) =>
        ChangeAsync(key, _ => Task.FromResult(1), ct);

    private async Task NotifyAsync(NpgsqlConnection connection, string key, CancellationToken ct)
    {
        await using var notify = Command(
            connection, CountAndTell, In(MarketChannel.Name), In(MarketChannel.Write(key, InstanceId)), In(key));
        await notify.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Makes room for a real answer by dropping the sandbox's rows of the same thing. Answers false where
    /// this process is the sandbox and the stored rows are real: those stay.</summary>
    private async Task<bool> MayWriteAsync(
        NpgsqlConnection connection, string selectReal, string deleteSandbox, NpgsqlParameter[] names,
        CancellationToken ct)
    {
        if (source.IsSandbox)
        {
            await using var select = Command(connection, selectReal, names);
            return await select.ExecuteScalarAsync(ct) is null;
        }

        await using var delete = Command(connection, deleteSandbox, names);
        await delete.ExecuteNonQueryAsync(ct);
        return true;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };
}
