using Npgsql;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

/// <param name="Rates">By currency, quoted as <see cref="DollarPairs.QuotedAs"/> says.</param>
/// <param name="Versions">By key, how often it has changed in the archive; not there for never. Never newer than what
/// was read, which may be newer.</param>
internal sealed record LoadedMarket(
    IReadOnlyDictionary<string, Security> Securities,
    IReadOnlyDictionary<string, LoadedRates> Rates,
    IReadOnlyDictionary<string, long> Versions);

/// <param name="Doubted">The newest rate that was told and not believed; null in good times.</param>
internal sealed record LoadedRates(PriceSeries Series, DoubtedPrice? Doubted)
{
    public static LoadedRates None { get; } = new(PriceSeries.Empty, null);
}

internal sealed partial class MarketArchive
{
    private const int LoadTimeoutSeconds = 30;

    // Before all else: a change that comes in between makes what is read newer than its version, never older.
    private const string SelectVersions =
        """
        select key, version
        from pt.market_versions
        where key in (
            select unnest($1::text[])
            union
            select currency || '/USD' from pt.instruments where symbol = any($2) and currency is not null)
        """;

    // In all of these $2 is whether sandbox rows may be shown.
    private const string SelectInstruments =
        """
        select i.symbol, i.name, i.currency, i.currency_is_guess, i.sector, coalesce(i.region, i.country),
            i.asset_class, i.exchange,
            (select f.last_success_at from pt.market_fetches f
             where f.symbol = i.symbol and f.kind = 'Prices' and f.source = i.source),
            i.source, q.date, q.close, q.known_date, q.known_close,
            (select p.source from pt.daily_prices p
             where p.symbol = i.symbol and (p.source <> 'sandbox' or $2) order by p.date desc limit 1),
            i.fund_sectors, i.fund_weights
        from pt.instruments i
        left join pt.price_quarantine q on q.symbol = i.symbol and (q.source <> 'sandbox' or $2)
        where i.symbol = any($1) and (i.source <> 'sandbox' or $2)
        """;

    // A row a symbol: a row a day takes four times as long, here and there. Days may come in any order.
    private const string SelectPrices =
        """
        select symbol, array_agg(date), array_agg(close)
        from pt.daily_prices
        where symbol = any($1) and (source <> 'sandbox' or $2)
        group by symbol
        """;

    private const string SelectSplits =
        """
        select symbol, effective_date, factor, new_shares, old_shares
        from pt.splits
        where symbol = any($1) and (source <> 'sandbox' or $2)
        order by symbol, effective_date
        """;

    private const string SelectDividends =
        """
        select symbol, id, ex_date, pay_date, amount, currency, fetched_at
        from pt.dividends
        where symbol = any($1) and (source <> 'sandbox' or $2)
        order by symbol, ex_date
        """;

    private const string SelectQuotes =
        """
        select symbol, price, previous_close, trading_day, fetched_at
        from pt.quotes
        where symbol = any($1) and (source <> 'sandbox' or $2)
        """;

    // A symbol without splits has been asked for them too: its empty answer leaves no other trace.
    private const string SelectAnswered =
        """
        select symbol, kind
        from pt.market_fetches
        where symbol = any($1) and kind in ('Splits', 'Dividends') and last_success_at is not null
            and (source <> 'sandbox' or $2)
        """;

    // The currencies of the symbols come along in the same trip, but for those that the caller holds already. Rates of
    // the European Central Bank are in euros and are crossed here; on a day that has one, no other rate is taken.
    private const string SelectRates =
        """
        with wanted as (
            select unnest($3::text[]) as currency
            union
            select currency from pt.instruments
            where symbol = any($1) and currency <> 'USD' and not currency = any($4) and (source <> 'sandbox' or $2)),
        euro as (
            select to_currency as currency, date, rate from pt.fx_rates
            where from_currency = 'EUR' and source = 'ecb' and not $2
                and (to_currency = 'USD' or to_currency in (select currency from wanted))),
        known as (
            select w.currency, r.date, r.rate, r.source = 'ecb' as is_ecb
            from wanted w
            join pt.fx_rates r
                on r.from_currency = case when w.currency = any($5) then w.currency else 'USD' end
                and r.to_currency = case when w.currency = any($5) then 'USD' else w.currency end
            where case when $2 then r.source <> 'ecb' else r.source <> 'sandbox' end
            union all
            select e.currency, e.date,
                round(case when e.currency = any($5) then u.rate / e.rate else e.rate / u.rate end, 12), true
            from euro e
            join euro u on u.currency = 'USD' and u.date = e.date
            where e.currency <> 'USD'),
        chosen as (
            select distinct on (currency, date) currency, date, rate
            from known
            order by currency, date, is_ecb desc)
        select c.currency, array_agg(c.date), array_agg(c.rate), q.date, q.close, q.known_date, q.known_close
        from chosen c
        left join pt.price_quarantine q on q.symbol = c.currency || '/USD' and (q.source <> 'sandbox' or $2)
        group by c.currency, q.symbol
        """;

    /// <summary>Reads all that is stored of the symbols, and the rates of the currencies and of the symbols' own
    /// currencies, in two round trips. A symbol of which nothing is stored is there as unknown.</summary>
    /// <param name="held">Currencies whose rates need not be read again.</param>
    public async Task<LoadedMarket> LoadAsync(
        IReadOnlyCollection<string> symbols, IReadOnlyCollection<string> currencies, IReadOnlyCollection<string> held,
        CancellationToken ct)
    {
        string[] names = [.. symbols];
        await using var connection = await database.OpenAsync(ct);
        // The first trip is short: a server that stands still already is found out by it, in the pool's usual time.
        var versions = await VersionsAsync(
            connection, [.. symbols, .. currencies.Select(DollarPairs.KeyOf)], names, ct);

        // Two hundred symbols of decades are a million rows: seconds on a small server.
        await using var batch = new NpgsqlBatch(connection) { Timeout = LoadTimeoutSeconds };
        foreach (var sql in (string[])[SelectInstruments, SelectPrices, SelectSplits, SelectDividends, SelectQuotes])
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { In(names), In(source.IsSandbox) } });
        }

        batch.BatchCommands.Add(new(SelectAnswered) { Parameters = { In(names), In(source.IsSandbox) } });
        batch.BatchCommands.Add(new(SelectRates)
        {
            Parameters =
            {
                In(names),
                In(source.IsSandbox),
                In<string[]>([.. currencies]),
                In<string[]>([.. held]),
                In<string[]>([.. DollarPairs.QuotedInDollars]),
            },
        });

        var parts = names.Distinct().ToDictionary(symbol => symbol, symbol => new SecurityParts(symbol));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await SecurityParts.ReadAllAsync(parts, reader, ct);

        var rates = currencies.ToDictionary(currency => currency, _ => LoadedRates.None);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rates[reader.GetString(0)] = new(SecurityParts.SeriesOf(reader), SecurityParts.DoubtedOf(reader, 3));
        }

        return new(parts.ToDictionary(part => part.Key, part => part.Value.Build()), rates, versions);
    }

    private static async Task<Dictionary<string, long>> VersionsAsync(
        NpgsqlConnection connection, string[] keys, string[] symbols, CancellationToken ct)
    {
        await using var select = Command(connection, SelectVersions, In(keys), In(symbols));
        await using var reader = await select.ExecuteReaderAsync(ct);
        var versions = new Dictionary<string, long>();
        while (await reader.ReadAsync(ct))
        {
            versions[reader.GetString(0)] = reader.GetInt64(1);
        }

        return versions;
    }
}
