using Dapper;
using Npgsql;
using PortfolioTracker.Domain.Lots;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <summary>
/// The rule that nobody sells what is not held, on any day of the ledger. The row of the symbol is locked first, so
/// that two changes of one symbol come one after the other and both cannot pass a check that only one of them may pass.
/// </summary>
internal static class SharesOnHand
{
    private const string LockSymbols =
        """
        INSERT INTO pt.positions (user_id, symbol, version)
        SELECT @userId, symbol, 1
        FROM unnest(@symbols) WITH ORDINALITY AS s (symbol, turn)
        ORDER BY turn
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
        string[] inOrder = [.. symbols.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        await connection.ExecuteAsync(LockSymbols,
            new { userId = user.Id, symbols = new Typed<string[]>(inOrder), ct });
    }

    /// <summary>Looks at the ledger as the open transaction leaves it: null where every sale of the symbol is covered,
    /// and takes the lots that were chosen for it.</summary>
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
            ? Error.Conflict(Message(symbol, shortfall), [Detail(symbol, shortfall, "quantity")])
            : LotChoices.Refusal(trades, splits);
    }

    public static string Message(string symbol, Shortfall shortfall) =>
        $"You would be {ExactDecimal.Trim(shortfall.Quantity)} {symbol} short on {shortfall.On:yyyy-MM-dd}.";

    public static ErrorDetail Detail(string symbol, Shortfall shortfall, string field) =>
        new("OVERSOLD",
            $"{ExactDecimal.Trim(shortfall.Quantity)} {symbol} too many are sold on {shortfall.On:yyyy-MM-dd}.", field);
}
