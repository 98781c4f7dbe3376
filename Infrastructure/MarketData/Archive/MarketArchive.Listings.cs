using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

internal sealed partial class MarketArchive
{
    private const int ListingsTimeoutSeconds = 60;

    // What the search or an overview has told of an instrument stays; the list only adds what nobody knew. What trades
    // on an exchange of the United States is quoted in dollars.
    private const string UpsertListings =
        """
        insert into pt.instruments as i
            (symbol, name, asset_class, exchange, region, currency, source, fetched_at)
        select n.symbol, n.name, n.asset_class, n.exchange, 'United States', 'USD', $5, $6
        from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as n(symbol, name, asset_class, exchange)
        order by n.symbol
        on conflict (symbol) do update
        set name = coalesce(i.name, excluded.name), asset_class = coalesce(i.asset_class, excluded.asset_class),
            exchange = coalesce(i.exchange, excluded.exchange), region = coalesce(i.region, excluded.region),
            currency = coalesce(i.currency, excluded.currency),
            currency_is_guess = i.currency_is_guess and i.currency <> 'USD'
        where i.source = excluded.source
            and (i.name, i.asset_class, i.exchange, i.region, i.currency, i.currency_is_guess) is distinct from
            (coalesce(i.name, excluded.name), coalesce(i.asset_class, excluded.asset_class),
             coalesce(i.exchange, excluded.exchange), coalesce(i.region, excluded.region),
             coalesce(i.currency, excluded.currency), i.currency_is_guess and i.currency <> 'USD')
        returning symbol, xmax <> 0
        """;

    /// <summary>Stores what is listed, and answers the symbols that were known already and are better known now.
    /// </summary>
    public async Task<IReadOnlyList<string>> StoreListingsAsync(
        IReadOnlyList<ListingRow> listings, CancellationToken ct)
    {
        ListingRow[] rows =
        [
            .. listings.Where(row => row.IsActive && QueryRules.SymbolPattern().IsMatch(row.Symbol))
                .DistinctBy(row => row.Symbol),
        ];
        await using var connection = await database.OpenForWorkAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var better = new List<string>();
        await using (var upsert = Command(
            connection, UpsertListings, In(Column(rows, row => row.Symbol)), In(Column(rows, row => row.Name)),
            In(Column(rows, row => row.AssetType)), In(Column(rows, row => row.Exchange)), In(source.Name), In(Now)))
        {
            upsert.CommandTimeout = ListingsTimeoutSeconds;
            await using var reader = await upsert.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                if (reader.GetBoolean(1))
                {
                    better.Add(reader.GetString(0));
                }
            }
        }

        foreach (var symbol in better)
        {
            await NotifyAsync(connection, symbol, ct);
        }

        await transaction.CommitAsync(ct);
        return better;
    }
}
