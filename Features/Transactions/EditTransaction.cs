using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Transactions;

internal static class EditTransaction
{
    // A dividend stays a dividend, whatever type the client sends back with it; of another symbol it is another one.
    // Clients that know nothing of chosen lots do not send them back: a sale keeps them until it is told otherwise.
    private const string UpdateTransaction =
        $"""
        UPDATE pt.transactions
        SET transaction_type = CASE WHEN transaction_type = 'DIVIDEND' THEN 'DIVIDEND' ELSE @Type END,
            symbol = @Symbol, quantity = @Quantity, price = @Price, date = @Date, currency = @Currency,
            commission = @Commission, exchange_rate = @ExchangeRate::numeric,
            exchange_rate_currency = CASE WHEN @ExchangeRate::numeric IS NOT NULL
                THEN coalesce((SELECT base_currency FROM pt.profiles WHERE user_id = @userId), 'USD') END,
            dividend_id = CASE WHEN symbol = @Symbol THEN dividend_id END,
            amount_invested = @AmountInvested::numeric, notes = normalize(@Notes::text, NFC),
            lots = CASE WHEN transaction_type = 'DIVIDEND' OR @Type <> 'Sell' OR @letsGo THEN NULL
                WHEN symbol = @Symbol THEN coalesce(@lots::jsonb, lots) ELSE @lots::jsonb END,
            updated_at = clock_timestamp()
        WHERE user_id = @userId AND id = @id
        RETURNING {TransactionRow.Columns}
        """;

    /// <summary>Replaces a transaction whole; what is left out takes its default, but for the <c>lots</c> of a sale: it
    /// keeps them until an empty list lets go of them.</summary>
    /// <param name="id">Of the transaction.</param>
    public static async Task<Results<Reply<TransactionReply>, ReplayedReply, UnprocessableEntity<Error>,
        NotFound<Error>, Conflict<Error>>> Handle(
            [TakesUuid] string id,
            TransactionFields fields,
            CurrentUser user,
            IdempotencyKey once,
            [FromServices] LedgerWrites ledger,
            [FromServices] UserDatabase database,
            HttpContext context,
            CancellationToken ct)
    {
        var problems = new List<ErrorDetail>();
        if (fields.Check(ledger.LastDay, problems) is not { } row
            || !await ledger.KnowsSymbolAsync(row.Symbol, fields.Unpriced ?? false, problems, ct))
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(problems));
        }

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
        var before = await connection.QuerySingleOrDefaultAsync<TransactionRow>(
            TransactionRow.SelectForUpdate, new { userId = user.Id, id = key, ct });
        if (before is null)
        {
            return TypedResults.NotFound(Error.NotFound($"Transaction not found: {id}"));
        }

        string[] symbols = [before.Symbol, row.Symbol];
        await SharesOnHand.LockAsync(connection, user, symbols, ct);
        var after = await connection.QuerySingleAsync<TransactionRow>(UpdateTransaction, new
        {
            id = key,
            userId = user.Id,
            row.Type,
            row.Symbol,
            row.Quantity,
            row.Price,
            row.Date,
            row.Currency,
            row.Commission,
            row.ExchangeRate,
            row.AmountInvested,
            row.Notes,
            lots = ChosenLot.ToJson(row.Lots),
            letsGo = fields.Lots is { Count: 0 },
            ct,
        });
        foreach (var symbol in symbols.Distinct())
        {
            if (await SharesOnHand.CheckAsync(connection, user, symbol, await ledger.SplitsAsync(symbol, ct), ct)
                is { } oversold)
            {
                return TypedResults.Conflict(oversold);
            }
        }

        var reply = new Reply<TransactionReply>(new(after), "Transaction updated successfully");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        ledger.Changed(user, symbols);
        return reply;
    }
}
