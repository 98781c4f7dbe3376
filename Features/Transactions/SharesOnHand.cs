using Dapper;
using Npgsql;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <summary>
/// The rule that nobody sells what is not held, on any day of the ledger. The row of the symbol is locked first, so
/// that two changes of one symbol come one after the other and both cannot pass a check that only one of them may pass.
/// </summary>
internal static class SharesOnHand
{
    private const string LockSymbol =
        """
        INSERT INTO pt.positions (user_id, symbol, version)
        VALUES (@userId, @symbol, 1)
        ON CONFLICT (user_id, symbol) DO UPDATE SET version = positions.version + 1
        """;

    private const string SelectOfSymbol =
        $"""
        SELECT {TransactionRow.Columns}
        FROM pt.transactions
        WHERE user_id = @userId AND symbol = @symbol
        """;

    /// <summary>Locks the symbols in one order for everybody, so that no two changes wait for each other.</summary>
    public static async Task LockAsync(
        NpgsqlConnection connection, CurrentUser user, IEnumerable<string> symbols, CancellationToken ct)
    {
        foreach (var symbol in symbols.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            await connection.ExecuteAsync(LockSymbol, new { userId = user.Id, symbol, ct });
        }
    }

    /// <summary>Looks at the ledger as the open transaction leaves it: null where every sale of the symbol is covered.
    /// </summary>
    public static async Task<Error?> CheckAsync(
        NpgsqlConnection connection,
        CurrentUser user,
        string symbol,
        IReadOnlyList<Split> splits,
        CancellationToken ct)
    {
        var rows = await connection.QueryAsync<TransactionRow>(SelectOfSymbol, new { userId = user.Id, symbol, ct });
        var trades = rows.Select(row => row.ToTrade()).ToList();
        trades.Sort(Trade.InLedgerOrder);

        return Oversell.First(trades, splits) is { } shortfall
            ? Error.Conflict(
                $"You would be {ExactDecimal.Trim(shortfall.Quantity)} {symbol} short on {shortfall.On:yyyy-MM-dd}.",
                [
                    new("OVERSOLD", $"{ExactDecimal.Trim(shortfall.Quantity)} {symbol} too many are sold on "
                        + $"{shortfall.On:yyyy-MM-dd}.", "quantity"),
                ])
            : null;
    }
}
