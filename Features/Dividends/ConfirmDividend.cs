using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <param name="EditedAmount">The total before tax and fee, where it is not shares x amount per share.</param>
/// <param name="WithholdingTax">Kept from the total, in the currency of the payment.</param>
/// <param name="Fee">Kept from the total, in the currency of the payment.</param>
/// <example>{"edited_amount": 26.4, "withholding_tax": 3.96}</example>
internal sealed record ConfirmDividendRequest(
    [property: TakesAmount(ZeroIsFine = true)] NumberText? EditedAmount,
    [property: TakesAmount(ZeroIsFine = true)] NumberText? WithholdingTax,
    [property: TakesAmount(ZeroIsFine = true)] NumberText? Fee);

/// <param name="TotalAmount">What arrived: net of tax and fee.</param>
/// <param name="PayDate">The day of the transaction.</param>
internal sealed record ConfirmDividendReply(
    Guid DividendId,
    Guid TransactionId,
    decimal TotalAmount,
    decimal GrossAmount,
    decimal NetAmount,
    decimal WithholdingTax,
    decimal Fee,
    decimal Shares,
    decimal PerShareAmount,
    string Currency,
    DateOnly PayDate,
    bool WasEdited,
    bool PerformanceOptimized,
    bool PortfolioRecalculationSkipped);

internal static class ConfirmDividend
{
    /// <summary>The dividend was received: a DIVIDEND transaction enters the ledger, on its pay date, or on this day
    /// where it came ahead of that. Deleting the transaction makes it pending again.</summary>
    /// <param name="dividend_id">The id from the list.</param>
#pragma warning disable CA1707 // The parameter is named as the API names it.
    public static async Task<Results<Reply<ConfirmDividendReply>, ReplayedReply, BadRequest<Error>, NotFound<Error>,
        Conflict<Error>>> Handle(
            [TakesUuid(Required = true)] string? dividend_id,
            ConfirmDividendRequest? request,
            CurrentUser user,
            IdempotencyKey once,
            [FromServices] DividendReads dividends,
            [FromServices] DividendWrites writes,
            [FromServices] UserDatabase database,
            HttpContext context,
            CancellationToken ct)
#pragma warning restore CA1707
    {
        var problems = new List<ErrorDetail>();
        var edited = NumberText.Read("edited_amount", request?.EditedAmount, problems);
        var tax = NumberText.Read("withholding_tax", request?.WithholdingTax, problems);
        var fee = NumberText.Read("fee", request?.Fee, problems);
        if (problems.Count > 0 || edited < 0 || tax < 0 || fee < 0)
        {
            return TypedResults.BadRequest(problems.Count > 0
                ? DividendWrites.Refusal(problems[0].Field!, problems[0].Message)
                : DividendWrites.Refusal("edited_amount", "Dividend amount cannot be negative"));
        }

        var known = await dividends.FindAsync(user, dividend_id, ct);
        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await once.ReplayAsync(user, transaction, ct) is { } replay)
        {
            return replay;
        }

        if (known is null || await DividendWrites.TakeAsync(transaction, user, known, ct) is not { } found)
        {
            return TypedResults.NotFound(Error.NotFound("Dividend not found"));
        }

        var entry = found.Entry;
        var row = DecisionRow.Of(found, entry.IsEdited ? DecisionRow.Edited : DecisionRow.Pending);
        if (entry.IsConfirmed || entry.IsRejected)
        {
            return TypedResults.Conflict(Error.Conflict(
                entry.IsConfirmed ? "Dividend already confirmed" : "Dividend was rejected"));
        }

        if (row.Shares <= 0)
        {
            return TypedResults.Conflict(Error.Conflict(
                $"No shares were held on ex-dividend date for {entry.Symbol}"));
        }

        if (entry.ExOn > dividends.LastDay)
        {
            return TypedResults.Conflict(Error.Conflict(
                $"{entry.Symbol} goes ex-dividend on {entry.ExOn:yyyy-MM-dd}; until then it can still be sold away"));
        }

        row = row with
        {
            AmountPerShare = edited is { } total ? DecisionRow.Round(total / row.Shares) : row.AmountPerShare,
            WithholdingTax = tax ?? row.WithholdingTax,
            Fee = fee ?? row.Fee,
        };
        var gross = edited ?? row.TotalAmount;
        var net = gross - row.WithholdingTax - row.Fee;
        if (net < 0 || row.IsTooLarge)
        {
            return TypedResults.BadRequest(row.IsTooLarge
                ? DividendWrites.Refusal("edited_amount", DecisionRow.TooLarge)
                : DividendWrites.Refusal("withholding_tax", "Tax and fee cannot be above the dividend"));
        }

        // Of a dividend as announced, what was paid is in the ledger alone; of an edited one it replaces the edit.
        var stored = entry.IsEdited ? row : row with { AmountPerShare = DecisionRow.Round(entry.AmountPerShare) };
        await DividendWrites.DecideAsync(transaction, user, stored, ct);
        var booking = row with { Notes = Invariant($"Dividend, ex-date {entry.ExOn:yyyy-MM-dd}") };
        var paidOn = entry.DueOn <= dividends.LastDay ? entry.DueOn : Later(entry.ExOn, dividends.Today);
        var transactionId = await DividendWrites.BookAsync(transaction, user, booking, paidOn, ct);

        var money = Rounding.Money(net, entry.Currency);
        var sign = entry.Currency == "USD" ? "$" : entry.Currency + " ";
        var reply = new Reply<ConfirmDividendReply>(
            new(found.Id, transactionId, money, Rounding.Money(gross, entry.Currency), money, row.WithholdingTax,
                row.Fee, row.Shares, row.AmountPerShare, entry.Currency, paidOn, edited is not null,
                PerformanceOptimized: true, PortfolioRecalculationSkipped: true),
            Invariant($"Dividend confirmed: {sign}{money:0.00} for {ExactDecimal.Trim(row.Shares)} shares"));
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        writes.Changed(user);
        return reply;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
