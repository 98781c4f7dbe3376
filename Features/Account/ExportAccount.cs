using Dapper;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Account;

internal static class ExportAccount
{
    private const string SelectProfile =
        """
        SELECT first_name, last_name, country, base_currency, cost_method, created_at, updated_at
        FROM pt.profiles
        WHERE user_id = @userId
        """;

    private const string SelectTransactions =
        """
        SELECT id, transaction_type, symbol, quantity, price, date, currency, commission, exchange_rate,
            exchange_rate_currency, amount_invested, notes, dividend_id, import_id, created_at, updated_at,
            lots::text AS lots_json
        FROM pt.transactions
        WHERE user_id = @userId
        ORDER BY date, created_at, id
        """;

    private const string SelectDividends =
        """
        SELECT id, symbol, event_id, ex_date, pay_date, amount_per_share, shares, total_amount, withholding_tax, fee,
            currency, status, source, notes, import_id, created_at, updated_at
        FROM pt.user_dividends
        WHERE user_id = @userId
        ORDER BY ex_date, id
        """;

    private const string SelectWatchlist =
        """
        SELECT symbol, notes, target_price, import_id, created_at, updated_at
        FROM pt.watchlist
        WHERE user_id = @userId
        ORDER BY symbol
        """;

    private const string SelectPrices =
        """
        SELECT symbol, date, close, currency, source, import_id, created_at, updated_at
        FROM pt.user_prices
        WHERE user_id = @userId
        ORDER BY symbol, date
        """;

    private const string SelectFlags =
        "SELECT flag, enabled FROM pt.user_flags WHERE user_id = @userId ORDER BY flag";

    private const string SelectNotifications =
        """
        SELECT id, kind, symbol, message, date, created_at, read_at
        FROM pt.notifications
        WHERE user_id = @userId
        ORDER BY created_at, id
        """;

    private const string SelectImports =
        """
        SELECT id, source, transactions, dividends, watchlist, created_at
        FROM pt.import_batches
        WHERE user_id = @userId
        ORDER BY created_at, id
        """;

    /// <summary>All that the caller owns, as of one moment: profile, transactions, what was said about dividends,
    /// watchlist, own prices, flags, notifications, imports. <c>POST /api/import</c> reads it back.</summary>
    public static async Task<StreamedReply<ExportedAccount>> Handle(
        CurrentUser user, [FromServices] UserDatabase database, [FromServices] TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return new(await ReadAsync(user, database, now, ct), "Account exported",
            $"{ExportFormat.Schema}-{now.UtcDateTime:yyyy-MM-dd}.json");
    }

    /// <summary>The rows are read before the first byte is sent: a client that reads slowly keeps no connection of the
    /// database, and no snapshot.</summary>
    private static async Task<ExportedAccount> ReadAsync(
        CurrentUser user, UserDatabase database, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await database.BeginReadAsync(user, ct);
        var (connection, parameters) = (transaction.Connection, new { userId = user.Id, ct });
        return new(
            ExportFormat.Schema,
            ExportFormat.Version,
            now,
            user.Id,
            await connection.QuerySingleOrDefaultAsync<ExportedProfile>(SelectProfile, parameters),
            [.. await connection.QueryAsync<ExportedTransaction>(SelectTransactions, parameters)],
            [.. await connection.QueryAsync<ExportedDividend>(SelectDividends, parameters)],
            [.. await connection.QueryAsync<ExportedWatch>(SelectWatchlist, parameters)],
            [.. await connection.QueryAsync<ExportedPrice>(SelectPrices, parameters)],
            [.. await connection.QueryAsync<ExportedFlag>(SelectFlags, parameters)],
            [.. await connection.QueryAsync<ExportedNotification>(SelectNotifications, parameters)],
            [.. await connection.QueryAsync<ExportedImport>(SelectImports, parameters)]);
    }
}
