using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Infrastructure.MarketData.Refreshing;

/// <summary>What was asked of the provider and when to ask again, shared by all instances: so nobody asks twice, and an
/// answer without data is not asked for again at once. What another source was asked does not count.</summary>
internal sealed class FetchBook(JobDatabase database, MarketSource source, TimeProvider clock)
{
    private const string SelectStates =
        """
        select symbol, kind, last_success_at, outcome, next_at, failures
        from pt.market_fetches
        where symbol = any($1) and source = $2
        """;

    private const string SelectCurrencies =
        """
        select symbol, currency from pt.instruments
        where symbol = any($1) and currency is not null and (source <> 'sandbox' or $2)
        """;

    // The claim of an instance that died runs out by itself.
    private const string Claim =
        """
        insert into pt.market_fetches as f (symbol, kind, source, claimed_by, claimed_until)
        values ($1, $2, $3, $4, $5)
        on conflict (symbol, kind) do update
        set claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until,
            last_success_at = case when f.source = excluded.source then f.last_success_at end,
            outcome = case when f.source = excluded.source then f.outcome end,
            failures = case when f.source = excluded.source then f.failures else 0 end,
            next_at = case when f.source = excluded.source then f.next_at end,
            source = excluded.source
        where (f.claimed_until is null or f.claimed_until <= $6 or f.claimed_by = excluded.claimed_by)
            and (f.next_at is null or f.next_at <= $6 or f.source <> excluded.source)
        returning last_success_at, outcome, next_at, failures
        """;

    private const string SelectClaim =
        "select claimed_until > $3 from pt.market_fetches where symbol = $1 and kind = $2";

    private const string UpdateOutcome =
        """
        update pt.market_fetches
        set last_attempt_at = $4, last_success_at = case when $5 then $4 else last_success_at end,
            outcome = $6, next_at = $7, failures = $8, claimed_by = null, claimed_until = null
        where symbol = $1 and kind = $2 and claimed_by = $3
        """;

    private const string Release =
        """
        update pt.market_fetches set claimed_by = null, claimed_until = null
        where symbol = $1 and kind = $2 and claimed_by = $3
        """;

    private const string MakeDue =
        """
        insert into pt.market_fetches as f (symbol, kind, source)
        select symbol, $2, $3 from unnest($1::text[]) as n(symbol)
        order by symbol
        on conflict (symbol, kind) do update set next_at = null
        where f.last_attempt_at is null or f.last_attempt_at < $4
        """;

    private const string Note =
        """
        insert into pt.market_fetches as f (symbol, kind, source, last_attempt_at, last_success_at, outcome, next_at)
        values ($1, $2, $3, $4, $4, $5, $6)
        on conflict (symbol, kind) do update
        set source = excluded.source, last_attempt_at = excluded.last_attempt_at,
            last_success_at = excluded.last_success_at, outcome = excluded.outcome, next_at = excluded.next_at,
            failures = 0
        """;

    private static readonly TimeSpan ClaimLastsFor = TimeSpan.FromMinutes(4);

    private readonly Guid instanceId = Guid.NewGuid();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The remembered fetches of the keys, and the currencies of those that are known instruments, in one
    /// round trip.</summary>
    public async Task<(Dictionary<FetchItem, FetchState> States, Dictionary<string, string> Currencies)> ReadAsync(
        IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        string[] names = [.. keys];
        await using var connection = await database.OpenAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(SelectStates) { Parameters = { In(names), In(source.Name) } },
                new(SelectCurrencies) { Parameters = { In(names), In(source.IsSandbox) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var states = new Dictionary<FetchItem, FetchState>();
        while (await reader.ReadAsync(ct))
        {
            if (Enum.TryParse<FetchKind>(reader.GetString(1), out var kind))
            {
                var item = new FetchItem(reader.GetString(0), kind);
                states[item] = StateOf(item, reader, first: 2);
            }
        }

        await reader.NextResultAsync(ct);
        var currencies = new Dictionary<string, string>();
        while (await reader.ReadAsync(ct))
        {
            currencies[reader.GetString(0)] = reader.GetString(1);
        }

        return (states, currencies);
    }

    /// <summary>Makes the fetch this instance's own. Null where it is not due any more, or where another instance is
    /// at it, which <paramref name="item"/>'s <see cref="IsClaimedAsync"/> tells apart.</summary>
    public async Task<FetchState?> ClaimAsync(FetchItem item, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var claim = new NpgsqlCommand(Claim, connection)
        {
            Parameters =
            {
                In(item.Key), In(item.Kind.ToString()), In(source.Name), In(instanceId), In(Now + ClaimLastsFor),
                In(Now),
            },
        };
        await using var reader = await claim.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? StateOf(item, reader, first: 0) : null;
    }

    public async Task<bool> IsClaimedAsync(FetchItem item, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var select = new NpgsqlCommand(SelectClaim, connection)
        {
            Parameters = { In(item.Key), In(item.Kind.ToString()), In(Now) },
        };
        return await select.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Writes down what came of a claimed fetch and gives the claim back.</summary>
    public Task RecordAsync(
        FetchItem item, bool succeeded, string outcome, DateTime nextAt, int failures, CancellationToken ct) =>
        WriteAsync(UpdateOutcome, item, ct, In(Now), In(succeeded), In(outcome), In(nextAt), In(failures));

    /// <summary>Writes down that another fetch has brought what this one would have.</summary>
    public async Task NoteAsync(string symbol, FetchKind kind, DateTime nextAt, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var note = new NpgsqlCommand(Note, connection)
        {
            Parameters =
            {
                In(symbol), In(kind.ToString()), In(source.Name), In(Now), In(nameof(AnswerClass.Data)), In(nextAt),
            },
        };
        await note.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Gives the claim back as if nothing had been tried, as when the budget is spent.</summary>
    public Task ReleaseAsync(FetchItem item, CancellationToken ct) => WriteAsync(Release, item, ct);

    /// <summary>Makes fetches due at once, but for those tried within the last minute.</summary>
    public async Task MakeDueAsync(IReadOnlyCollection<string> keys, FetchKind kind, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var update = new NpgsqlCommand(MakeDue, connection)
        {
            Parameters =
            {
                In<string[]>([.. keys]), In(kind.ToString()), In(source.Name), In(Now - TimeSpan.FromMinutes(1)),
            },
        };
        await update.ExecuteNonQueryAsync(ct);
    }

    private async Task WriteAsync(string sql, FetchItem item, CancellationToken ct, params NpgsqlParameter[] more)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var write = new NpgsqlCommand(sql, connection)
        {
            Parameters = { In(item.Key), In(item.Kind.ToString()), In(instanceId) },
        };
        write.Parameters.AddRange(more);
        await write.ExecuteNonQueryAsync(ct);
    }

    private static FetchState StateOf(FetchItem item, NpgsqlDataReader row, int first) => new(
        item,
        row.IsDBNull(first) ? null : row.GetDateTime(first),
        row.IsDBNull(first + 1) ? null : row.GetString(first + 1),
        row.IsDBNull(first + 2) ? null : row.GetDateTime(first + 2),
        row.GetInt32(first + 3));

    private static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };
}
