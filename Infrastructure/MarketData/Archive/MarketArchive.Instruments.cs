using Npgsql;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

internal sealed partial class MarketArchive
{
    private const string SelectInstrument =
        """
        select name, asset_class, exchange, region, country, currency, unit_scale, currency_is_guess, sector, industry,
            source
        from pt.instruments
        where symbol = $1
        """;

    private const string UpsertInstrument =
        """
        insert into pt.instruments as i
            (symbol, name, asset_class, exchange, region, country, currency, unit_scale, currency_is_guess,
             sector, industry, source, fetched_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (symbol) do update
        set name = excluded.name, asset_class = excluded.asset_class, exchange = excluded.exchange,
            region = excluded.region, country = excluded.country, currency = excluded.currency,
            unit_scale = excluded.unit_scale, currency_is_guess = excluded.currency_is_guess,
            sector = excluded.sector, industry = excluded.industry, source = excluded.source,
            fetched_at = excluded.fetched_at,
            fund_sectors = case when i.source = excluded.source then i.fund_sectors end,
            fund_weights = case when i.source = excluded.source then i.fund_weights end
        """;

    private const string UpdateFund =
        """
        update pt.instruments
        set fund_sectors = $3, fund_weights = $4, fetched_at = $5
        where symbol = $1 and source = $2 and (fund_sectors, fund_weights) is distinct from ($3, $4)
        """;

    // A guessed unit turned out wrong: what was stored under it is worth so many times as much.
    private const string RescalePrices =
        """
        update pt.daily_prices
        set open = open * $2, high = high * $2, low = low * $2, close = close * $2
        where symbol = $1
        """;

    private const string RescaleDividends = "update pt.dividends set amount = amount * $2 where symbol = $1";

    private const string RescaleQuotes =
        """
        update pt.quotes
        set price = price * $2, previous_close = previous_close * $2, open = open * $2, high = high * $2, low = low * $2
        where symbol = $1
        """;

    /// <summary>What is stored of the symbol and may be used by this process; null where nothing is.</summary>
    public async Task<InstrumentFacts?> InstrumentAsync(string symbol, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await SelectInstrumentAsync(connection, symbol, forUpdate: false, ct) is var (facts, from)
            && (source.IsSandbox || from != MarketSource.SandboxName)
            ? facts
            : null;
    }

    /// <summary>The unit of the stored instrument. A ticker without an exchange's suffix is in dollars until the search
    /// says otherwise, which is stored as a guess; null with a suffix: the search comes first.</summary>
    public async Task<QuotedUnit?> UnitOrGuessAsync(string symbol, CancellationToken ct)
    {
        if ((await InstrumentAsync(symbol, ct))?.Unit is { } unit)
        {
            return unit;
        }

        if (QuotedUnit.SuffixOf(symbol) is not null || QuotedUnit.Guess(symbol) is not { } guess)
        {
            return null;
        }

        await StoreInstrumentAsync(new(symbol, Unit: guess), ct);
        return guess;
    }

    /// <summary>Adds the facts to what is stored; a fact that is missing from them stays as it was. Where the unit
    /// changes, the prices and dividends that were stored under the old one are converted with it.</summary>
    public Task<StoreOutcome> StoreInstrumentAsync(InstrumentFacts facts, CancellationToken ct) =>
        ChangeAsync(facts.Symbol, async connection =>
        {
            var stored = await SelectInstrumentAsync(connection, facts.Symbol, forUpdate: true, ct);
            if (stored is var (_, from) && source.IsSandbox && from != MarketSource.SandboxName)
            {
                return 0;
            }

            // Facts of the sandbox are dropped by the first real ones, and real prices come with their own unit.
            var before = stored is var (known, _) && stored.Value.Source == source.Name ? known : null;
            var merged = before?.With(facts) ?? facts;
            if (merged == before)
            {
                return 0;
            }

            if (before?.Unit is { } old && merged.Unit is { } unit && old.Scale != unit.Scale)
            {
                await RescaleAsync(connection, facts.Symbol, unit.Scale / old.Scale, ct);
            }

            return await UpsertAsync(connection, merged, ct);
        }, ct);

    /// <summary>What the fund holds, in place of what is stored; nothing where the instrument is another source's.
    /// </summary>
    public Task<StoreOutcome> StoreFundAsync(
        string symbol, IReadOnlyCollection<SectorWeight> sectors, CancellationToken ct) =>
        ChangeAsync(symbol, async connection =>
        {
            await using var update = Command(
                connection,
                UpdateFund,
                In(symbol),
                In(source.Name),
                In(sectors.Select(sector => sector.Sector).ToArray()),
                In(sectors.Select(sector => sector.Weight).ToArray()),
                In(Now));
            return await update.ExecuteNonQueryAsync(ct);
        }, ct);

    private static async Task RescaleAsync(
        NpgsqlConnection connection, string symbol, decimal times, CancellationToken ct)
    {
        foreach (var sql in (string[])[RescalePrices, RescaleDividends, RescaleQuotes])
        {
            await using var rescale = Command(connection, sql, In(symbol), In(times));
            await rescale.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task<int> UpsertAsync(NpgsqlConnection connection, InstrumentFacts facts, CancellationToken ct)
    {
        await using var upsert = Command(
            connection,
            UpsertInstrument,
            In(facts.Symbol),
            In(facts.Name),
            In(facts.AssetClass),
            In(facts.Exchange),
            In(facts.Region),
            In(facts.Country),
            In(facts.Unit?.Currency),
            In(facts.Unit?.Scale ?? 1m),
            In(facts.Unit?.IsGuess ?? false),
            In(facts.Sector),
            In(facts.Industry),
            In(source.Name),
            In(Now));
        return await upsert.ExecuteNonQueryAsync(ct);
    }

    private static async Task<(InstrumentFacts Facts, string Source)?> SelectInstrumentAsync(
        NpgsqlConnection connection, string symbol, bool forUpdate, CancellationToken ct)
    {
        await using var command = Command(
            connection, forUpdate ? SelectInstrument + " for update" : SelectInstrument, In(symbol));
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        QuotedUnit? unit = Text(5) is { } currency
            ? new(currency, reader.GetDecimal(6), reader.GetBoolean(7))
            : null;
        return (new(symbol, Text(0), Text(1), Text(2), Text(3), Text(4), unit, Text(8), Text(9)), reader.GetString(10));
    }
}
