using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

internal sealed record DeleteTransactionReply(bool Deleted);

internal static class DeleteTransaction
{
    private const string Delete = "DELETE FROM pt.transactions WHERE user_id = @userId AND id = @id";

    /// <summary>Takes a transaction out of the ledger (its audit trail stays). Refused with 409 where later sales stand
    /// on it.</summary>
    /// <param name="id">Of the transaction.</param>
    public static async Task<Results<Reply<DeleteTransactionReply>, ReplayedReply, NotFound<Error>, Conflict<Error>>>
        Handle(
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
            return TypedResults.NotFound(Error.NotFound($"Transaction not found: {id}"));
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await once.ReplayAsync(user, transaction, ct) is { } replay)
        {
            return replay;
        }

        var connection = transaction.Connection;
        var parameters = new { userId = user.Id, id = key, ct };
        var row = await connection.QuerySingleOrDefaultAsync<TransactionRow>(
            TransactionRow.SelectForUpdate, parameters);
        if (row is null)
        {
            return TypedResults.NotFound(Error.NotFound($"Transaction not found: {id}"));
        }

        var symbol = row.Symbol;
        await SharesOnHand.LockAsync(connection, user, [symbol], ct);
        await connection.ExecuteAsync(Delete, parameters);
        if (await SharesOnHand.CheckAsync(connection, user, symbol, await ledger.SplitsAsync(symbol, ct), ct)
            is { } oversold)
        {
            return TypedResults.Conflict(oversold);
        }

        var reply = new Reply<DeleteTransactionReply>(new(Deleted: true), "Transaction deleted successfully");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        ledger.Changed(user, symbol);
        return reply;
    }
}
