using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Transactions;

internal sealed record TransactionReply(TransactionRow Transaction);

internal static class AddTransaction
{
    private const string InsertTransaction =
        $"""
        INSERT INTO pt.transactions (id, user_id, transaction_type, symbol, quantity, price, date, currency, commission,
            exchange_rate, exchange_rate_currency, amount_invested, notes, lots)
        VALUES (@id, @userId, @Type, @Symbol, @Quantity, @Price, @Date, @Currency, @Commission,
            @ExchangeRate::numeric,
            CASE WHEN @ExchangeRate::numeric IS NOT NULL
                THEN coalesce((SELECT base_currency FROM pt.profiles WHERE user_id = @userId), 'USD') END,
            @AmountInvested::numeric, normalize(@Notes::text, NFC), @lots::jsonb)
        RETURNING {TransactionRow.Columns}
        """;

    /// <summary>Records a buy, a sale or a dividend. Refused with 409 where it would sell more than is held on any day;
    /// with an <c>Idempotency-Key</c> a repeated request adds nothing.</summary>
    public static async Task<Results<Reply<TransactionReply>, ReplayedReply, UnprocessableEntity<Error>,
        Conflict<Error>>> Handle(
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

        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await once.ReplayAsync(user, transaction, ct) is { } replay)
        {
            return replay;
        }

        var id = Guid.CreateVersion7();
        var connection = transaction.Connection;
        await SharesOnHand.LockAsync(connection, user, [row.Symbol], ct);
        var added = await connection.QuerySingleAsync<TransactionRow>(InsertTransaction, new
        {
            id,
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
            ct,
        });
        if (added.TransactionType == "Sell"
            && await SharesOnHand.CheckAsync(connection, user, row.Symbol, await ledger.SplitsAsync(row.Symbol, ct), ct)
                is { } oversold)
        {
            return TypedResults.Conflict(oversold);
        }

        var reply = new Reply<TransactionReply>(new(added), $"{added.TransactionType} transaction added successfully");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        ledger.Changed(user, row.Symbol);
        return reply;
    }
}
