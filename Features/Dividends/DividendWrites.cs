using Dapper;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Dividends;

/// <summary>What every decision about a dividend does: it takes the symbol's lock, looks again, writes the decision and
/// the ledger row in one transaction.</summary>
internal sealed class DividendWrites(PortfolioDocuments documents)
{
    // In the order of whoever changes a transaction: the row first, then its symbol.
    private const string LockBooking =
        "SELECT 1 AS found FROM pt.transactions WHERE user_id = @userId AND id = @id FOR UPDATE";

    private const string LockSymbol =
        """
        INSERT INTO pt.positions (user_id, symbol, version)
        VALUES (@userId, @symbol, 1)
        ON CONFLICT (user_id, symbol) DO UPDATE SET version = positions.version + 1
        """;

    private const string UpsertDecision =
        """
        INSERT INTO pt.user_dividends (user_id, id, symbol, event_id, ex_date, pay_date, amount_per_share, shares,
            total_amount, withholding_tax, fee, currency, status, source, notes)
        VALUES (@userId, @Id, @Symbol, @EventId::uuid, @ExOn, @PayOn::date, @AmountPerShare, @Shares,
            @TotalAmount, @WithholdingTax, @Fee, @Currency, @Status, @Source, normalize(@Notes::text, NFC))
        ON CONFLICT (user_id, id) DO UPDATE
        SET event_id = excluded.event_id, ex_date = excluded.ex_date, pay_date = excluded.pay_date,
            amount_per_share = excluded.amount_per_share, shares = excluded.shares,
            total_amount = excluded.total_amount, withholding_tax = excluded.withholding_tax, fee = excluded.fee,
            currency = excluded.currency, status = excluded.status, source = excluded.source,
            notes = coalesce(excluded.notes, user_dividends.notes)
        """;

    private const string InsertBooking =
        """
        INSERT INTO pt.transactions (user_id, id, transaction_type, symbol, quantity, price, date, currency, commission,
            notes, dividend_id)
        VALUES (@userId, @id, 'DIVIDEND', @Symbol, @Shares, @Price, @PaidOn, @Currency, @commission,
            normalize(@Notes::text, NFC), @dividendId)
        """;

    private const string UpdateBooking =
        """
        UPDATE pt.transactions
        SET quantity = @Shares, price = @Price, date = @PaidOn, commission = @commission, dividend_id = @dividendId
        WHERE user_id = @userId AND id = @id
        """;

    private const string DeleteBooking = "DELETE FROM pt.transactions WHERE user_id = @userId AND id = @id";

    /// <summary>Locks the symbol and looks at the dividend again; null where it is gone meanwhile.</summary>
    public static async Task<FoundDividend?> TakeAsync(
        UserTransaction transaction, CurrentUser user, FoundDividend found, CancellationToken ct)
    {
        if (found.Entry.Booked is { } row)
        {
            await transaction.Connection.ExecuteAsync(LockBooking, new { userId = user.Id, id = row.Id, ct });
        }

        await LockAsync(transaction, user, found.Symbol, ct);
        return await AgainAsync(transaction, user, found, ct);
    }

    public static Task LockAsync(
        UserTransaction transaction, CurrentUser user, string symbol, CancellationToken ct) =>
        transaction.Connection.ExecuteAsync(LockSymbol, new { userId = user.Id, symbol, ct });

    /// <summary>The dividend as the open transaction leaves it.</summary>
    public static async Task<FoundDividend?> AgainAsync(
        UserTransaction transaction, CurrentUser user, FoundDividend found, CancellationToken ct)
    {
        var part = await PortfolioReader.ReadSymbolAsync(transaction, user, found.Symbol, ct);
        return DividendReads.Find(part, found.Market, found.Symbol, found.Id) is { } entry
            ? found with { Entry = entry, Ledger = part }
            : null;
    }

    public static Task DecideAsync(
        UserTransaction transaction, CurrentUser user, DecisionRow row, CancellationToken ct) =>
        transaction.Connection.ExecuteAsync(UpsertDecision, new
        {
            userId = user.Id,
            row.Id,
            row.Symbol,
            row.EventId,
            row.ExOn,
            row.PayOn,
            row.AmountPerShare,
            row.Shares,
            row.TotalAmount,
            row.WithholdingTax,
            row.Fee,
            row.Currency,
            row.Status,
            row.Source,
            row.Notes,
            ct,
        });

    /// <summary>Enters the payment into the ledger, named by its dividend; tax and fee are its commission.</summary>
    public static async Task<Guid> BookAsync(
        UserTransaction transaction, CurrentUser user, DecisionRow row, DateOnly paidOn, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        await transaction.Connection.ExecuteAsync(InsertBooking, new
        {
            userId = user.Id,
            id,
            row.Symbol,
            row.Shares,
            Price = row.AmountPerShare,
            PaidOn = paidOn,
            row.Currency,
            commission = row.WithholdingTax + row.Fee,
            row.Notes,
            dividendId = row.Id,
            ct,
        });
        return id;
    }

    public static Task RebookAsync(
        UserTransaction transaction, CurrentUser user, Guid id, DecisionRow row, DateOnly paidOn,
        CancellationToken ct) =>
        transaction.Connection.ExecuteAsync(UpdateBooking, new
        {
            userId = user.Id,
            id,
            row.Shares,
            Price = row.AmountPerShare,
            PaidOn = paidOn,
            commission = row.WithholdingTax + row.Fee,
            dividendId = row.Id,
            ct,
        });

    public static Task UnbookAsync(UserTransaction transaction, CurrentUser user, Guid id, CancellationToken ct) =>
        transaction.Connection.ExecuteAsync(DeleteBooking, new { userId = user.Id, id, ct });

    /// <summary>To be called after the commit.</summary>
    public void Changed(CurrentUser user) => documents.Drop(user.Id);

    public static Error Refusal(string field, string message) =>
        new("BadRequestError", message, [new ErrorDetail("INVALID", message, field)]);
}
