using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Infrastructure.Caching;

/// <summary>A document, or else what to build it from.</summary>
/// <param name="Ledger">Null where there is a document.</param>
/// <param name="LedgerVersion">Of the ledger; null where nothing is stored.</param>
/// <param name="Started">Time stamp from before the reading.</param>
internal sealed record StoredReading(CompleteDocument? Document, Ledger? Ledger, long? LedgerVersion, long Started);

/// <summary>
/// The documents in the database: for an instance that has just started, and for those beside the one that built. A
/// document is served while its ledger and its market data have the versions that it was built from, which the database
/// decides in the same snapshot as it would read the ledger in. One round trip finds the document, or claims the build
/// and reads the ledger; where another instance has the claim, its document is waited for.
/// </summary>
internal sealed partial class StoredDocuments(
    UserDatabase database, PortfolioReader ledgers, MarketStore market, MarketSource source,
    IOptions<CacheOptions> options, TimeProvider clock, ILogger<StoredDocuments> log) : BackgroundService
{
    private const string LedgerVersion =
        "coalesce((select l.version from pt.ledgers l where l.user_id = $1), 0)";

    private const string IsCurrent =
        $"""
        coalesce(d.body is not null and d.expires_at > $4 and d.ledger_version = {LedgerVersion}
            and d.market_version = (select coalesce(sum(v.version), 0) from pt.market_versions v
                where v.key = any(d.market_keys)), false)
        """;

    // A claim ends by itself. That of an older ledger is in nobody's way, nor is an instance in its own.
    private const string ClaimBuild =
        $"""
        insert into pt.complete_documents as d (user_id, variant, builder, claimed_until, claimed_version)
        values ($1, $2, $3, clock_timestamp() + interval '10 seconds', {LedgerVersion})
        on conflict (user_id, variant) do update
        set builder = excluded.builder, claimed_until = excluded.claimed_until,
            claimed_version = excluded.claimed_version
        where $5 or not {IsCurrent} and (d.builder is null or d.builder = $3
            or d.claimed_until < clock_timestamp() or d.claimed_version <> excluded.claimed_version)
        """;

    // Whoever need not build, or must wait, does not read the ledger.
    private const string SelectDocument =
        $"""
        select case when c.is_current then d.body end, d.builder = $3, {LedgerVersion},
            set_config('pt.ledger', case when not c.is_current and d.builder = $3 then '' else 'skip' end, true)
        from pt.complete_documents d, lateral (select not $5 and {IsCurrent} as is_current) c
        where d.user_id = $1 and d.variant = $2
        """;

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WaitEach = TimeSpan.FromMilliseconds(25);

    private readonly Guid builder = Guid.NewGuid();

    // What another release or another market would have built differently has another name.
    private readonly string edition = $"{ProductVersion.Build}:{source.Name}:";

    public CacheReads Reads { get; } = new();

    /// <param name="force">The stored document does not count.</param>
    public async Task<StoredReading> ReadAsync(CurrentUser user, string variant, bool force, CancellationToken ct)
    {
        if (!options.Value.Database)
        {
            return await ReadLedgerAsync(user, ct);
        }

        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var mayWait = !force && Stopwatch.GetElapsedTime(started) < WaitMax;
            try
            {
                if (await TryReadAsync(user, variant, force || !mayWait, started, ct) is { } reading)
                {
                    Reads.Count(isHit: reading.Document is not null);
                    return reading;
                }
            }
            catch (PostgresException full) when (TakesNoWrites(full))
            {
                return await ReadLedgerAsync(user, ct);
            }

            await Task.Delay(WaitEach, clock, ct);
        }
    }

    /// <summary>For a document that is not kept here.</summary>
    public async Task<StoredReading> ReadLedgerAsync(CurrentUser user, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        return new(null, await ledgers.ReadAsync(user, ct), null, started);
    }

    /// <summary>A full disk, or a server that only reads: the ledger can be read all the same.</summary>
    private static bool TakesNoWrites(PostgresException failure) => failure.SqlState is
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DiskFull;

    private Task<StoredReading?> TryReadAsync(
        CurrentUser user, string variant, bool force, long started, CancellationToken ct)
    {
        // Taken first: what changes from here on makes the document out of date in this process.
        var marketVersion = market.Version;
        return database.ReadInOneTripAsync(
            user,
            [Command(SelectDocument, user, variant, force), .. PortfolioReader.Queries(user)],
            async (reader, c) =>
            {
                if (!await reader.ReadAsync(c))
                {
                    return null; // Cleared between the claim and the look.
                }

                if (!reader.IsDBNull(0))
                {
                    var stored = reader.GetFieldValue<byte[]>(0);
                    var document = CompleteDocumentSerializer.Decompress(stored, marketVersion);
                    return new(document, null, null, started);
                }

                if (reader.IsDBNull(1) || !reader.GetBoolean(1))
                {
                    return null;
                }

                var version = reader.GetInt64(2);
                await reader.NextResultAsync(c);
                var ledger = await PortfolioReader.ReadAsync(reader, user.Id, c);
                return new StoredReading(null, ledger, version, started);
            },
            ct,
            first: Command(ClaimBuild, user, variant, force));
    }

    private NpgsqlBatchCommand Command(string sql, CurrentUser user, string variant, bool force) => new(sql)
    {
        Parameters =
        {
            In(user.Id), In(edition + variant), In(builder), In(clock.GetUtcNow().UtcDateTime), In(force),
        },
    };

    private static NpgsqlParameter<T> In<T>(T value) => new() { TypedValue = value };
}
