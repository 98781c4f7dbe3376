namespace PortfolioTracker.Infrastructure.MarketData.Archive;

/// <summary>An answer of the provider as it came, and when.</summary>
internal sealed record StoredDocument(string Json, DateTime FetchedAt, string Source);

/// <summary>What the archive tells of an instrument to somebody who searches.</summary>
internal sealed record FoundInstrument(
    string Symbol, string? Name, string? AssetClass, string? Region, string? Exchange, string? Currency);

internal sealed partial class MarketArchive
{
    private const string SelectDocument =
        """
        select body, fetched_at, source
        from pt.provider_documents
        where function = $1 and subject = $2 and (source <> 'sandbox' or $3)
        """;

    private const string SelectMember =
        """
        select body::jsonb ->> $4
        from pt.provider_documents
        where function = $1 and subject = $2 and (source <> 'sandbox' or $3)
        """;

    private const string UpsertDocument =
        """
        insert into pt.provider_documents as d (function, subject, body, source, fetched_at)
        values ($1, $2, $3, $4, $5)
        on conflict (function, subject) do update
        set body = excluded.body, source = excluded.source, fetched_at = excluded.fetched_at
        where excluded.source <> 'sandbox' or d.source = 'sandbox'
        """;

    // Only what the provider has confirmed: a symbol that somebody merely asked for has no name. The patterns are
    // escaped by the caller.
    private const string SelectFound =
        """
        select symbol, name, asset_class, coalesce(region, country), exchange, currency
        from pt.instruments
        where (source <> 'sandbox' or $1) and name is not null
            and (symbol like '%' || $2 || '%' or name ilike '%' || $2 || '%' or symbol = any($3))
        order by (symbol = $2) desc, (symbol like $2 || '%') desc, (name ilike $2 || '%') desc, symbol
        limit $4
        """;

    public async Task<StoredDocument?> DocumentAsync(string function, string subject, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = Command(
            connection, SelectDocument, In(function), In(subject), In(source.IsSandbox));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(reader.GetString(0), reader.GetDateTime(1), reader.GetString(2))
            : null;
    }

    /// <summary>The text of one member of a document that is an object; null where there is none.</summary>
    public async Task<string?> MemberAsync(string function, string subject, string name, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = Command(
            connection, SelectMember, In(function), In(subject), In(source.IsSandbox), In(name));
        return await command.ExecuteScalarAsync(ct) as string;
    }

    public async Task StoreDocumentAsync(string function, string subject, string json, CancellationToken ct)
    {
        await using var connection = await database.OpenForWorkAsync(ct);
        await using var upsert = Command(
            connection, UpsertDocument, In(function), In(subject), In(json), In(source.Name), In(Now));
        await upsert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Instruments whose symbol or name holds the text, in capitals, or whose symbol is one of those meant.
    /// </summary>
    public async Task<IReadOnlyList<FoundInstrument>> FindAsync(
        string text, IReadOnlyCollection<string> meant, int limit, CancellationToken ct)
    {
        var pattern = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        await using var connection = await database.OpenAsync(ct);
        await using var command = Command(
            connection, SelectFound, In(source.IsSandbox), In(pattern), In<string[]>([.. meant]), In(limit));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<FoundInstrument>();
        while (await reader.ReadAsync(ct))
        {
            string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
            found.Add(new(reader.GetString(0), Text(1), Text(2), Text(3), Text(4), Text(5)));
        }

        return found;
    }
}
