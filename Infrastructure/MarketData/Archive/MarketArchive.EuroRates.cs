using Npgsql;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

internal sealed partial class MarketArchive
{
    private const int EuroRowsTogether = 20_000;

    private const string SelectEuroDays =
        """
        select min(date), max(date) from pt.fx_rates
        where from_currency = 'EUR' and to_currency = $1 and source = 'ecb'
        """;

    // Of the euro in dollars the provider has rates too: on a day of the bank the bank's stands.
    private const string UpsertEuroRates =
        """
        insert into pt.fx_rates as r (from_currency, to_currency, date, rate, source, fetched_at)
        select 'EUR', n.currency, n.date, n.rate, 'ecb', $4
        from unnest($1::text[], $2::date[], $3::numeric[]) as n(currency, date, rate)
        order by n.currency, n.date
        on conflict (from_currency, to_currency, date) do update
        set rate = excluded.rate, source = excluded.source, fetched_at = excluded.fetched_at
        where (r.rate, r.source) is distinct from (excluded.rate, excluded.source)
        """;

    private const string SelectLastEuroRates =
        """
        select n.currency, r.date, r.rate
        from unnest($1::text[], $2::date[]) as n(currency, until)
        cross join lateral (
            select date, rate from pt.fx_rates
            where from_currency = 'EUR' and to_currency = n.currency and source = 'ecb' and date <= n.until
            order by date desc
            limit 1) r
        """;

    private const string SelectRateSources =
        """
        select distinct source from pt.fx_rates
        where date = $1 and (source <> 'sandbox' or $2)
            and ((from_currency = any($3) and to_currency = 'USD') or (from_currency = 'USD' and to_currency = any($3))
                or (from_currency = 'EUR' and to_currency = any($3)))
        order by source
        """;

    /// <summary>The first and the last day on which the bank has a rate of the currency; nulls where it has none.
    /// </summary>
    public async Task<(DateOnly? First, DateOnly? Last)> EuroDaysAsync(string currency, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = Command(
            connection, SelectEuroDays, In(currency == "EUR" ? DollarPairs.Dollar : currency));
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return reader.IsDBNull(0)
            ? (null, null)
            : (reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<DateOnly>(1));
    }

    /// <summary>Stores rates of the bank in one transaction; those of a currency are held against the bank's own before
    /// them. Answers the currencies whose rates may have changed: all of them where any row did, for each is crossed
    /// with the dollar.</summary>
    public async Task<IReadOnlyList<string>> StoreEuroRatesAsync(IReadOnlyList<EuroRate> rates, CancellationToken ct)
    {
        string[] currencies = ["EUR", .. rates.Select(rate => rate.Currency).Where(code => code != "USD").Distinct()];
        await using var connection = await database.OpenForWorkAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (believed, changedRows) = await SiftAsync(connection, rates, ct);
        foreach (var chunk in believed.Chunk(EuroRowsTogether))
        {
            await using var upsert = Command(
                connection,
                UpsertEuroRates,
                In(Column(chunk, rate => rate.Currency)),
                In(Column(chunk, rate => rate.On)),
                In(Column(chunk, rate => rate.Rate)),
                In(Now));
            changedRows += await upsert.ExecuteNonQueryAsync(ct);
        }

        if (changedRows == 0)
        {
            return [];
        }

        foreach (var currency in currencies)
        {
            await NotifyAsync(connection, DollarPairs.KeyOf(currency), ct);
        }

        await transaction.CommitAsync(ct);
        return currencies;
    }

    private async Task<(List<EuroRate> Believed, int ChangedRows)> SiftAsync(
        NpgsqlConnection connection, IReadOnlyList<EuroRate> rates, CancellationToken ct)
    {
        EuroRate[][] series = [.. rates.DistinctBy(rate => (rate.Currency, rate.On)).GroupBy(rate => rate.Currency)
            .Select(own => own.OrderBy(rate => rate.On).ToArray())];
        var known = await LastEuroRatesAsync(connection, series, ct);
        var (believed, unquestioned, changedRows) = (new List<EuroRate>(rates.Count), new List<string>(), 0);
        foreach (var own in series)
        {
            var currency = own[0].Currency;
            var (good, outlier) = Plausibility.SiftRates(
                own, rate => new(rate.On, rate.Rate), known.TryGetValue(currency, out var last) ? last : null);
            believed.AddRange(good);
            var key = DollarPairs.KeyOf(currency == DollarPairs.Dollar ? "EUR" : currency);
            if (outlier is { } doubted)
            {
                changedRows += await DoubtAsync(connection, key, doubted, MarketSource.CentralBank, ct);
            }
            else
            {
                unquestioned.Add(key);
            }
        }

        return (believed, changedRows + await BelieveAsync(connection, [.. unquestioned], ct));
    }

    /// <summary>Of each currency the last rate of the bank by the last day given.</summary>
    private static async Task<Dictionary<string, PricePoint>> LastEuroRatesAsync(
        NpgsqlConnection connection, EuroRate[][] series, CancellationToken ct)
    {
        await using var command = Command(
            connection,
            SelectLastEuroRates,
            In(Column(series, own => own[0].Currency)),
            In(Column(series, own => own[^1].On)));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var known = new Dictionary<string, PricePoint>();
        while (await reader.ReadAsync(ct))
        {
            known[reader.GetString(0)] = new(reader.GetFieldValue<DateOnly>(1), reader.GetDecimal(2));
        }

        return known;
    }

    /// <summary>Who gave the rates of the currencies on the day.</summary>
    public async Task<IReadOnlyList<string>> RateSourcesAsync(
        DateOnly on, IReadOnlyCollection<string> currencies, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = Command(
            connection, SelectRateSources, In(on), In(source.IsSandbox), In<string[]>([.. currencies]));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var sources = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            sources.Add(reader.GetString(0));
        }

        return sources;
    }
}
