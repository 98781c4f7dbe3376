using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Domain.Portfolio;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <param name="PayDate">Absent or empty: it stays.</param>
/// <param name="AmountPerShare">Wins over <paramref name="TotalAmount"/> where both are given.</param>
/// <param name="TotalAmount">Before tax and fee.</param>
/// <example>{"ex_date": "2024-06-14", "pay_date": "2024-07-01", "amount_per_share": 0.485}</example>
internal sealed record EditDividendRequest(
    [property: TakesDay(Required = true)] string? ExDate,
    [property: TakesDay] string? PayDate,
    [property: TakesAmount(ZeroIsFine = true)] NumberText? AmountPerShare,
    [property: TakesAmount(ZeroIsFine = true)] NumberText? TotalAmount,
    [property: TakesAmount(ZeroIsFine = true)] NumberText? WithholdingTax,
    [property: TakesAmount(ZeroIsFine = true)] NumberText? Fee)
{
    private const int DaysAheadMax = 366;
    private static readonly DateOnly FirstDay = new(1970, 1, 1);

    public CheckedEdit? Check(DateOnly lastDay, out Error? problem)
    {
        var problems = new List<ErrorDetail>();
        var perShare = NumberText.Read("amount_per_share", AmountPerShare, problems);
        var total = NumberText.Read("total_amount", TotalAmount, problems);
        var tax = NumberText.Read("withholding_tax", WithholdingTax, problems);
        var fee = NumberText.Read("fee", Fee, problems);
        var (exOn, payOn) = (Day("ex_date", ExDate, problems), Day("pay_date", PayDate, problems));
        void Refuse(bool isWrong, string field, string message)
        {
            if (isWrong)
            {
                problems.Add(new("INVALID", message, field));
            }
        }

        Refuse(string.IsNullOrWhiteSpace(ExDate), "ex_date", "Ex-date is required");
        Refuse(exOn < FirstDay || exOn > lastDay.AddDays(DaysAheadMax), "ex_date",
            "Ex-date must lie between 1970-01-01 and a year ahead");
        Refuse(payOn > lastDay.AddDays(DaysAheadMax), "pay_date", "Pay date must lie no more than a year ahead");
        Refuse(payOn < exOn, "pay_date", "Pay date must be on or after ex-date");
        Refuse(problems.Count == 0 && perShare is null && total is null, "amount_per_share",
            "Either amount_per_share or total_amount is required");
        Refuse(perShare < 0, "amount_per_share", "Amount per share cannot be negative");
        Refuse(total < 0, "total_amount", "Total amount cannot be negative");
        Refuse(tax < 0, "withholding_tax", "Withholding tax cannot be negative");
        Refuse(fee < 0, "fee", "Fee cannot be negative");

        problem = problems.Count > 0 ? DividendWrites.Refusal(problems[0].Field!, problems[0].Message) : null;
        return problem is null ? new(exOn!.Value, payOn, perShare, total, tax, fee) : null;
    }

    private static DateOnly? Day(string field, string? text, List<ErrorDetail> problems)
    {
        // Of an instant only the day that is written.
        var day = text is { Length: > 10 } && text[10] == 'T' ? text[..10] : text?.Trim();
        if (string.IsNullOrEmpty(day))
        {
            return null;
        }

        if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
        {
            return on;
        }

        problems.Add(new("INVALID", $"{field} must be a day written YYYY-MM-DD", field));
        return null;
    }
}

internal sealed record CheckedEdit(
    DateOnly ExOn, DateOnly? PayOn, decimal? PerShare, decimal? Total, decimal? Tax, decimal? Fee);

/// <param name="NewDividendId">The same: a dividend is edited in place, so that it cannot count twice.</param>
internal sealed record EditDividendReply(
    Guid OriginalDividendId, Guid NewDividendId, UserDividendRow Dividend, bool WasConfirmed, string UpdateMethod);

internal static class EditDividend
{
    /// <summary>Replaces dates and amount by the user's own. The shares are those held before the new ex-date; the
    /// transaction of a confirmed dividend is changed with it.</summary>
    /// <param name="original_dividend_id">The id from the list.</param>
#pragma warning disable CA1707 // The parameter is named as the API names it.
    public static async Task<Results<Reply<EditDividendReply>, ReplayedReply, BadRequest<Error>, NotFound<Error>,
        Conflict<Error>>> Handle(
            [TakesUuid(Required = true)] string? original_dividend_id,
            EditDividendRequest request,
            CurrentUser user,
            IdempotencyKey once,
            [FromServices] DividendReads dividends,
            [FromServices] DividendWrites writes,
            [FromServices] UserDatabase database,
            HttpContext context,
            CancellationToken ct)
#pragma warning restore CA1707
    {
        if (request.Check(dividends.LastDay, out var problem) is not { } edit)
        {
            return TypedResults.BadRequest(problem);
        }

        var known = await dividends.FindAsync(user, original_dividend_id, ct);
        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await once.ReplayAsync(user, transaction, ct) is { } replay)
        {
            return replay;
        }

        if (known is null || await DividendWrites.TakeAsync(transaction, user, known, ct) is not { } found)
        {
            return TypedResults.NotFound(Error.NotFound("Dividend not found"));
        }

        var row = Edited(found, edit);
        if (WhyNot(found, row, dividends.LastDay) is { } conflict)
        {
            return TypedResults.Conflict(Error.Conflict(conflict));
        }

        if (row.IsTooLarge || row.TotalAmount < row.WithholdingTax + row.Fee)
        {
            return TypedResults.BadRequest(row.IsTooLarge
                ? DividendWrites.Refusal("amount_per_share", DecisionRow.TooLarge)
                : DividendWrites.Refusal("withholding_tax", "Tax and fee cannot be above the dividend"));
        }

        await DividendWrites.DecideAsync(transaction, user, row, ct);
        if (found.Entry.Booked is { } booked)
        {
            await DividendWrites.RebookAsync(transaction, user, booked.Id, row, row.PayOn ?? row.ExOn, ct);
        }

        var after = (await DividendWrites.AgainAsync(transaction, user, found, ct))!;
        var wasConfirmed = found.Entry.IsConfirmed;
        var reply = new Reply<EditDividendReply>(
            new(found.Id, found.Id, Row(after, dividends.Today), wasConfirmed, "in_place"),
            wasConfirmed
                ? "Dividend edited successfully. Transactions adjusted."
                : "Dividend edited successfully. Ready for confirmation.");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        writes.Changed(user);
        return reply;
    }

    private static DecisionRow Edited(FoundDividend found, CheckedEdit edit)
    {
        var (entry, before) = (found.Entry, DecisionRow.Of(found, DecisionRow.Edited));

        // The shares of an announced dividend come from the ledger; of one that was booked on this ex-date, from there.
        var shares = entry.Event is null || (entry.IsConfirmed && entry.ExOn == edit.ExOn)
            ? before.Shares
            : DecisionRow.Round(Entitlements.SharesFor(edit.ExOn, found.Ledger.Trades, found.Splits));
        return before with
        {
            ExOn = edit.ExOn,
            PayOn = edit.PayOn ?? entry.PayOn,
            Shares = shares,
            AmountPerShare = edit.PerShare ?? (shares > 0 ? DecisionRow.Round(edit.Total!.Value / shares) : 0),
            WithholdingTax = edit.Tax ?? before.WithholdingTax,
            Fee = edit.Fee ?? before.Fee,
        };
    }

    private static string? WhyNot(FoundDividend found, DecisionRow row, DateOnly lastDay)
    {
        var (entry, symbol) = (found.Entry, found.Symbol);
        var others = DividendReads.Book(found.Ledger, found.Market, symbol).Entries
            .Where(other => !other.IsRejected && other.IdFor(found.Ledger.Owner) != found.Id);
        return entry.IsRejected ? "Dividend was rejected"
            : row.Shares <= 0 ? $"No shares were held on ex-dividend date for {symbol}"
            : row.PayOn < row.ExOn ? $"The pay date {row.PayOn:yyyy-MM-dd} lies before the ex-date: send it too"
            : entry.IsConfirmed && (row.PayOn ?? row.ExOn) > lastDay
                ? "A confirmed dividend cannot be paid in the future"
            : row.ExOn != entry.ExOn && others.Any(other => other.ExOn == row.ExOn)
                ? $"{symbol} has another dividend with the ex-date {row.ExOn:yyyy-MM-dd}"
            : null;
    }

    private static UserDividendRow Row(FoundDividend found, DateOnly today)
    {
        var (part, baseCurrency) = (found.Ledger, found.Ledger.BaseCurrency);
        var sharesNow = Entitlements.SharesFor(today.AddDays(2), part.Trades, found.Splits);
        var dividend = UserDividend.Of(found.Entry, sharesNow, found.Market.Rates, baseCurrency, today);
        return UserDividendRow.Of(dividend, part.Owner, found.Market.Of(found.Symbol), baseCurrency, today);
    }
}
