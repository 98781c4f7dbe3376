using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <param name="Transactions">How many were taken out again.</param>
internal sealed record RevertImportReply(
    bool Reverted, int Transactions, int Dividends, int Watchlist, int Prices);

internal sealed record BroughtSymbol(string Symbol);

internal static class RevertImport
{
    private const string CountBatches =
        "SELECT count(*)::int FROM pt.import_batches WHERE user_id = @userId AND id = @id";

    private const string SelectSymbols =
        """
        SELECT DISTINCT symbol
        FROM pt.transactions
        WHERE user_id = @userId AND import_id = @id
        """;

    /// <summary>For the audit rows of fifty thousand transactions.</summary>
    private const int DeleteSecondsMax = 5;

    private const string DeleteTransactions =
        "DELETE FROM pt.transactions WHERE user_id = @userId AND import_id = @id";

    // A decision that a later transaction of the user stands on is the user's own by now.
    private const string DeleteDividends =
        """
        DELETE FROM pt.user_dividends d
        WHERE d.user_id = @userId AND d.import_id = @id
          AND NOT EXISTS (SELECT FROM pt.transactions t WHERE t.user_id = @userId AND t.dividend_id = d.id)
        """;

    private const string DeleteWatchlist =
        "DELETE FROM pt.watchlist WHERE user_id = @userId AND import_id = @id";

    private const string DeletePrices =
        "DELETE FROM pt.user_prices WHERE user_id = @userId AND import_id = @id";

    private const string DeleteBatch =
        "DELETE FROM pt.import_batches WHERE user_id = @userId AND id = @id";

    /// <summary>Takes out what an import brought, also where it was edited since; a profile that it made stays. Refused
    /// with 409 where later sales stand on its purchases.</summary>
    /// <param name="id">Of the import.</param>
    public static async Task<Results<Reply<RevertImportReply>, ReplayedReply, NotFound<Error>, Conflict<Error>>> Handle(
        [TakesUuid] string id,
        CurrentUser user,
        IdempotencyKey once,
        [FromServices] LedgerWrites ledger,
        [FromServices] UserDatabase database,
        HttpContext context,
        CancellationToken ct)
    {
        if (!Guid.TryParseExact(id, "D", out var key))
        {
            return TypedResults.NotFound(Error.NotFound($"Import not found: {id}"));
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await once.ReplayAsync(user, transaction, ct) is { } replay)
        {
            return replay;
        }

        var (connection, parameters) = (transaction.Connection, new { userId = user.Id, id = key, ct });
        if (await connection.ExecuteScalarAsync<int>(CountBatches, parameters) == 0)
        {
            return TypedResults.NotFound(Error.NotFound($"Import not found: {id}"));
        }

        var brought = await connection.QueryAsync<BroughtSymbol>(SelectSymbols, parameters);
        string[] symbols = [.. brought.Select(row => row.Symbol)];
        await SharesOnHand.LockAsync(connection, user, symbols, ct);
        var transactions = await connection.ExecuteAsync(
            DeleteTransactions, parameters, commandTimeout: DeleteSecondsMax);
        if (await LedgerBatch.ShortfallAsync(connection, user, symbols, ledger, ct) is { } oversold)
        {
            return TypedResults.Conflict(oversold);
        }

        var dividends = await connection.ExecuteAsync(DeleteDividends, parameters);
        var watchlist = await connection.ExecuteAsync(DeleteWatchlist, parameters);
        var prices = await connection.ExecuteAsync(DeletePrices, parameters);
        await connection.ExecuteAsync(DeleteBatch, parameters);

        var reply = new Reply<RevertImportReply>(
            new(Reverted: true, transactions, dividends, watchlist, prices), "Import reverted successfully");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        ledger.Changed(user, symbols);
        return reply;
    }
}
