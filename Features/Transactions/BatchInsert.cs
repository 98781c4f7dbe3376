using Npgsql;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Transactions;

/// <summary>Stores many transactions with few statements, in the order given.</summary>
internal static class BatchInsert
{
    /// <summary>Keeps a statement, with one audit row a row, far below the time that it may take.</summary>
    private const int RowsPerStatement = 2_000;

    // The instant of recording decides the order within a day, so each row gets one of its own.
    private const string InsertTransactions =
        """
        INSERT INTO pt.transactions (id, user_id, transaction_type, symbol, quantity, price, date, currency, commission,
            exchange_rate, exchange_rate_currency, amount_invested, notes, dividend_id, import_id, created_at,
            updated_at, lots)
        SELECT r.id, $1, r.type, r.symbol, r.quantity, r.price, r.date, r.currency, r.commission, r.rate,
            CASE WHEN r.rate IS NOT NULL THEN coalesce(r.rate_currency, p.base_currency, 'USD') END,
            r.invested, normalize(r.notes, NFC),
            CASE WHEN r.dividend IS NOT NULL THEN (
                SELECT d.id FROM pt.user_dividends d
                WHERE d.user_id = $1 AND d.id = r.dividend
                  AND NOT EXISTS (SELECT FROM pt.transactions t WHERE t.user_id = $1 AND t.dividend_id = d.id)) END,
            $2, statement_timestamp() + r.turn * interval '1 microsecond',
            statement_timestamp() + r.turn * interval '1 microsecond', r.lots::jsonb
        FROM unnest($3::uuid[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::date[], $9::text[],
                $10::numeric[], $11::numeric[], $12::text[], $13::numeric[], $14::text[], $15::uuid[], $16::text[])
            WITH ORDINALITY AS r (id, type, symbol, quantity, price, date, currency, commission, rate, rate_currency,
                invested, notes, dividend, lots, turn)
            LEFT JOIN pt.profiles p ON p.user_id = $1
        ORDER BY r.turn
        """;

    /// <param name="stored">Called with the number of rows after each statement.</param>
    public static async Task RunAsync(
        NpgsqlConnection connection,
        CurrentUser user,
        IReadOnlyList<BatchRow> rows,
        Guid? importId,
        CancellationToken ct,
        Action<int>? stored = null)
    {
        foreach (var part in rows.Chunk(RowsPerStatement))
        {
            await using var insert = new NpgsqlCommand(InsertTransactions, connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = user.Id },
                    new NpgsqlParameter { Value = importId is { } id ? id : DBNull.Value,
                        NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                    All(part, row => row.Id),
                    All(part, row => row.Transaction!.Type),
                    All(part, row => row.Transaction!.Symbol),
                    All(part, row => row.Transaction!.Quantity),
                    All(part, row => row.Transaction!.Price),
                    All(part, row => row.Transaction!.Date),
                    All(part, row => row.Transaction!.Currency),
                    All(part, row => row.Transaction!.Commission),
                    All(part, row => row.Transaction!.ExchangeRate),
                    All(part, row => row.RateCurrency),
                    All(part, row => row.Transaction!.AmountInvested),
                    All(part, row => row.Transaction!.Notes),
                    All(part, row => row.DividendId),
                    All(part, row => ChosenLot.ToJson(row.Transaction!.Lots)),
                },
            };
            await insert.ExecuteNonQueryAsync(ct);
            stored?.Invoke(part.Length);
        }

        foreach (var row in rows)
        {
            row.IsStored = true;
        }
    }

    private static NpgsqlParameter<T[]> All<T>(BatchRow[] rows, Converter<BatchRow, T> value) =>
        new() { TypedValue = Array.ConvertAll(rows, value) };
}
