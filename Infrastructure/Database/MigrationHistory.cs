using Npgsql;

namespace PortfolioTracker.Infrastructure.Database;

/// <summary>What a database remembers: the files applied to it, and the marks of what is applied as a whole.</summary>
internal sealed record MigrationHistory(
    IReadOnlyDictionary<int, string> FileHashes, IReadOnlyDictionary<string, string> Marks)
{
    private const string BecomeOwner = "set role pt_owner";

    private const string SelectHistory =
        """
        select version, '' as name, sha256 from pt.schema_migrations
        union all
        select 0, name, sha256 from pt.schema_marks
        """;

    /// <summary>One round trip. Null where there is no schema yet, or it may not be read yet.</summary>
    public static async Task<MigrationHistory?> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new(BecomeOwner));
            batch.BatchCommands.Add(new(SelectHistory));
            await using var reader = await batch.ExecuteReaderAsync(ct);

            var files = new Dictionary<int, string>();
            var marks = new Dictionary<string, string>();
            while (await reader.ReadAsync(ct))
            {
                if (reader.GetInt32(0) is var version and > 0)
                {
                    files.Add(version, reader.GetString(2));
                }
                else
                {
                    marks.Add(reader.GetString(1), reader.GetString(2));
                }
            }

            return new(files, marks);
        }
        catch (PostgresException missing) when (missing.SqlState is
            PostgresErrorCodes.InvalidParameterValue // role pt_owner does not exist
            or PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.UndefinedTable)
        {
            return null;
        }
    }

    /// <summary>The files still to be applied, in order.</summary>
    /// <exception cref="MigrationRefused">The database has another past than this program.</exception>
    public IReadOnlyList<Migration> Pending(IReadOnlyList<Migration> known)
    {
        var newest = FileHashes.Keys.DefaultIfEmpty(0).Max();
        if (FileHashes.Keys.Except(known.Select(migration => migration.Version)).ToArray() is [var unknown, ..])
        {
            throw new MigrationRefused(
                $"The database has migration {unknown}, which this program does not know: a newer release made it. "
                + "Start that release, or a newer one.");
        }

        foreach (var migration in known)
        {
            if (FileHashes.TryGetValue(migration.Version, out var hash) && hash != migration.Sha256)
            {
                throw new MigrationRefused(
                    $"The file {migration.Name} was changed after it had been applied to this database. Restore the "
                    + "file, and put the change into a new one.");
            }

            if (hash is null && migration.Version < newest)
            {
                throw new MigrationRefused(
                    $"The file {migration.Name} is older than the newest one applied ({newest}) and is not applied. "
                    + "Give it the next free number.");
            }
        }

        return [.. known.Where(migration => !FileHashes.ContainsKey(migration.Version))];
    }
}
