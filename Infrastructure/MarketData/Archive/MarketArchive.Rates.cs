using Npgsql;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

internal sealed partial class MarketArchive
{
    private const string SelectRealRates =
        """
        select 1 from pt.fx_rates where from_currency = $1 and to_currency = $2 and source <> 'sandbox' limit 1
        """;

    private const string DeleteSandboxRates =
        "delete from pt.fx_rates where from_currency = $1 and to_currency = $2 and source = 'sandbox'";

    private const string SelectLastRateDay =
        "select max(date) from pt.fx_rates where from_currency = $1 and to_currency = $2 and source = $3";

    // A day of the European Central Bank is never written over.
    private const string UpsertRates =
        """
        insert into pt.fx_rates as r (from_currency, to_currency, date, rate, source, fetched_at)
        select $1, $2, n.date, n.rate, $5, $6
        from unnest($3::date[], $4::numeric[]) as n(date, rate)
        order by n.date
        on conflict (from_currency, to_currency, date) do update
        set rate = excluded.rate, source = excluded.source, fetched_at = excluded.fetched_at
        where (r.rate, r.source) is distinct from (excluded.rate, excluded.source) and r.source <> 'ecb'
        """;

    /// <summary>The last day of the pair's rates from this source, null where there are none.</summary>
    public async Task<DateOnly?> LastRateOnAsync(string from, string to, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = Command(connection, SelectLastRateDay, In(from), In(to), In(source.Name));
        return await command.ExecuteScalarAsync(ct) as DateOnly?;
    }

    /// <summary>Stores rates of a pair, quoted as <see cref="DollarPairs.QuotedAs"/> says: units of the second currency
    /// for one of the first. They are held against what is known of the currency, whoever told it.</summary>
    public async Task<RatesStored> StoreRatesAsync(
        string from, string to, IReadOnlyList<RateRow> rows, CancellationToken ct)
    {
        RateRow[] rates = [.. rows.Where(row => row.Rate > 0).GroupBy(row => row.On).Select(day => day.Last())
            .OrderBy(row => row.On)];
        if (rates.Length == 0)
        {
            return new(StoreOutcome.Unchanged, null);
        }

        var currency = from == DollarPairs.Dollar ? to : from;
        var known = (await LoadAsync([], [currency], [], ct)).Rates[currency].Series.OnOrBefore(rates[^1].On);
        var (believed, outlier) = Plausibility.SiftRates(rates, row => new(row.On, row.Rate), known);
        var key = DollarPairs.KeyOf(currency);
        var outcome = await ChangeAsync(key, async connection =>
        {
            NpgsqlParameter[] pair = [In(from), In(to)];
            if (!await MayWriteAsync(connection, SelectRealRates, DeleteSandboxRates, pair, ct))
            {
                return 0;
            }

            var told = outlier is { } doubted
                ? await DoubtAsync(connection, key, doubted, source, ct)
                : await BelieveAsync(connection, [key], ct);
            await using var upsert = Command(
                connection,
                UpsertRates,
                In(from),
                In(to),
                In(Column(believed, row => row.On)),
                In(Column(believed, row => row.Rate)),
                In(source.Name),
                In(Now));
            return told + await upsert.ExecuteNonQueryAsync(ct);
        }, ct);

        return believed.Count == 0 ? new(StoreOutcome.Quarantined, null) : new(outcome, believed[^1].On);
    }
}
