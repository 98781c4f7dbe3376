using Npgsql;
using PortfolioTracker.Domain.Prices;

namespace PortfolioTracker.Infrastructure.MarketData.Archive;

internal sealed partial class MarketArchive
{
    private const string UpsertDoubted =
        """
        insert into pt.price_quarantine as q (symbol, date, close, known_date, known_close, source, fetched_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (symbol) do update
        set date = excluded.date, close = excluded.close, known_date = excluded.known_date,
            known_close = excluded.known_close, source = excluded.source, fetched_at = excluded.fetched_at
        where (q.date, q.close, q.known_date, q.known_close, q.source) is distinct from
            (excluded.date, excluded.close, excluded.known_date, excluded.known_close, excluded.source)
        """;

    private const string DeleteDoubted = "delete from pt.price_quarantine where symbol = any($1)";

    /// <summary>Keeps the price that is not believed, for its holders to see why the last one is old. Of a currency the
    /// rate, under its <see cref="DollarPairs.KeyOf"/>.</summary>
    private async Task<int> DoubtAsync(
        NpgsqlConnection connection, string symbol, DoubtedPrice price, MarketSource from, CancellationToken ct)
    {
        await using var upsert = Command(
            connection, UpsertDoubted, In(symbol), In(price.On), In(price.Close), In(price.KnownOn),
            In(price.KnownClose), In(from.Name), In(Now));
        return await upsert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Prices were believed: what was doubted before is of no account any more.</summary>
    private static async Task<int> BelieveAsync(NpgsqlConnection connection, string[] symbols, CancellationToken ct)
    {
        await using var delete = Command(connection, DeleteDoubted, In(symbols));
        return await delete.ExecuteNonQueryAsync(ct);
    }
}
