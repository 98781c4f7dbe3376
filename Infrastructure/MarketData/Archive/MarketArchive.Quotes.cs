using Npgsql;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

/// <summary>A day of trade as it is stored, in the major unit; of a week's row only the close is known.</summary>
internal sealed record StoredBar(
    DateOnly On, decimal? Open, decimal? High, decimal? Low, decimal Close, long? Volume, string Source,
    DateTime FetchedAt);

/// <summary>The last quote that was stored; <paramref name="Bar"/> is of its trading day, so far.</summary>
internal sealed record StoredQuote(StoredBar Bar, decimal? PreviousClose);

internal sealed partial class MarketArchive
{
    private const string UpsertQuote =
        """
        insert into pt.quotes as q
            (symbol, price, previous_close, trading_day, source, fetched_at, open, high, low, volume)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (symbol) do update
        set price = excluded.price, previous_close = excluded.previous_close, trading_day = excluded.trading_day,
            source = excluded.source, fetched_at = excluded.fetched_at, open = excluded.open, high = excluded.high,
            low = excluded.low, volume = excluded.volume
        where (excluded.trading_day >= q.trading_day or q.source = 'sandbox')
            and (excluded.source <> 'sandbox' or q.source = 'sandbox')
        """;

    private const string SelectQuote =
        """
        select trading_day, open, high, low, price, volume, source, fetched_at, previous_close
        from pt.quotes
        where symbol = $1 and (source <> 'sandbox' or $2)
        """;

    private const string SelectLastQuote =
        """
        select trading_day, price from pt.quotes
        where symbol = $1 and trading_day between $2 - 7 and $2 and source = $3
        """;

    private const string SelectBars =
        """
        select date, open, high, low, close, volume, source, fetched_at
        from pt.daily_prices
        where symbol = $1 and (source <> 'sandbox' or $2) and date >= $3 and date <= $4
        order by date
        """;

    private const string SelectLastBars =
        """
        select date, open, high, low, close, volume, source, fetched_at
        from pt.daily_prices
        where symbol = $1 and (source <> 'sandbox' or $2) and date <= $3
        order by date desc
        limit 2
        """;

    /// <summary>The bars of the days from one to the other, ascending.</summary>
    public async Task<IReadOnlyList<StoredBar>> BarsAsync(
        string symbol, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = Command(
            connection, SelectBars, In(symbol), In(source.IsSandbox), In(from), In(to));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadBarsAsync(reader, ct);
    }

    /// <summary>The quote and the last two bars until the day, the later one first, in one round trip.</summary>
    public async Task<(StoredQuote? Quote, IReadOnlyList<StoredBar> Bars)> LastTradesAsync(
        string symbol, DateOnly until, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(SelectQuote) { Parameters = { In(symbol), In(source.IsSandbox) } },
                new(SelectLastBars) { Parameters = { In(symbol), In(source.IsSandbox), In(until) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        StoredQuote? quote = null;
        if (await reader.ReadAsync(ct))
        {
            quote = new(BarOf(reader), Number(reader, 8));
        }

        await reader.NextResultAsync(ct);
        return (quote, await ReadBarsAsync(reader, ct));
    }

    /// <summary>Stores a quote in the major unit. Nothing is stored while the unit of the symbol is unknown, nor a
    /// quote of an earlier day than the one that is there, nor one that jumps as no price does.</summary>
    public async Task<StoreOutcome> StoreQuoteAsync(string symbol, ProviderQuote quote, CancellationToken ct)
    {
        if (quote.Price <= 0 || (await InstrumentAsync(symbol, ct))?.Unit is not { } unit)
        {
            return StoreOutcome.Unchanged;
        }

        var quarantined = false;
        var outcome = await ChangeAsync(symbol, async connection =>
        {
            var known = await LastCloseAsync(connection, symbol, quote.TradingDay, ct)
                ?? await LastQuoteAsync(connection, symbol, quote.TradingDay, ct);
            if (known is { } last)
            {
                var (price, close) = (quote.Price * unit.Scale, last.Close / last.Factor);
                quarantined = Plausibility.IsFar(price, close);
                if (quarantined)
                {
                    return await DoubtAsync(
                        connection, symbol, new(quote.TradingDay, price, last.On, close), source, ct);
                }
            }

            await using var upsert = Command(
                connection,
                UpsertQuote,
                In(symbol),
                In(quote.Price * unit.Scale),
                In(Major(quote.PreviousClose)),
                In(quote.TradingDay),
                In(source.Name),
                In(Now),
                In(Major(quote.Open)),
                In(Major(quote.High)),
                In(Major(quote.Low)),
                In(quote.Volume is >= 0 ? quote.Volume : null));
            return await upsert.ExecuteNonQueryAsync(ct);
        }, ct);

        return quarantined ? StoreOutcome.Quarantined : outcome;

        // A price of zero is one that the provider does not have.
        decimal? Major(decimal? price) => price > 0 ? price * unit.Scale : null;
    }

    private async Task<(DateOnly On, decimal Close, decimal Factor)?> LastQuoteAsync(
        NpgsqlConnection connection, string symbol, DateOnly upTo, CancellationToken ct)
    {
        await using var command = Command(connection, SelectLastQuote, In(symbol), In(upTo), In(source.Name));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetFieldValue<DateOnly>(0), reader.GetDecimal(1), 1m) : null;
    }

    private static async Task<IReadOnlyList<StoredBar>> ReadBarsAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var bars = new List<StoredBar>();
        while (await reader.ReadAsync(ct))
        {
            bars.Add(BarOf(reader));
        }

        return bars;
    }

    private static StoredBar BarOf(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateOnly>(0), Number(row, 1), Number(row, 2), Number(row, 3), row.GetDecimal(4),
        row.IsDBNull(5) ? null : row.GetInt64(5), row.GetString(6), row.GetDateTime(7));

    private static decimal? Number(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetDecimal(column);
}
