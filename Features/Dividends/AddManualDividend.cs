using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Domain.Dividends;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Dividends;

/// <param name="TotalReceived">Before fee and tax.</param>
/// <param name="UpdateCashBalance">False records it as pending, without a transaction; true by default.</param>
/// <param name="Currency">Of the payment; by default that of the security.</param>
/// <example>{"ticker": "KO", "payment_date": "2024-07-01", "total_received": 29.1, "fee": 0, "tax": 4.37}</example>
internal sealed record AddManualDividendRequest(
    [property: TakesSymbol(Required = true)] string? Ticker,
    [property: TakesDay(Required = true)] string? PaymentDate,
    [property: TakesAmount(Required = true)] NumberText? TotalReceived,
    [property: TakesAmount(ZeroIsFine = true)] NumberText? AmountPerShare,
    [property: TakesAmount(ZeroIsFine = true, Default = 0)] NumberText? Fee,
    [property: TakesAmount(ZeroIsFine = true, Default = 0)] NumberText? Tax,
    [property: TakesText(AddManualDividendRequest.NoteCharactersMax)] string? Note,
    [property: TakesBool(Default = true)] bool? UpdateCashBalance,
    [property: TakesCurrency] string? Currency)
{
    private const int NoteCharactersMax = 500;
    private static readonly DateOnly FirstDay = new(1970, 1, 1);

    public CheckedManual? Check(DateOnly lastDay, out Error? problem)
    {
        var problems = new List<ErrorDetail>();
        var total = NumberText.Read("total_received", TotalReceived, problems);
        var perShare = NumberText.Read("amount_per_share", AmountPerShare, problems);
        var fee = NumberText.Read("fee", Fee, problems) ?? 0;
        var tax = NumberText.Read("tax", Tax, problems) ?? 0;
        var symbol = Ticker?.Trim(' ').ToUpperInvariant() ?? "";
        var note = TextRules.Clean("note", Note, NoteCharactersMax, linesAreFine: true, problems);
        var currency = string.IsNullOrWhiteSpace(Currency) ? null : CurrencyCodes.InCapitals(Currency);
        var isDay = DateOnly.TryParseExact(PaymentDate is { Length: > 10 } instant ? instant[..10] : PaymentDate,
            "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var paidOn);
        void Refuse(bool isWrong, string field, string message)
        {
            if (isWrong)
            {
                problems.Add(new("INVALID", message, field));
            }
        }

        Refuse(symbol == "", "ticker", "Ticker is required");
        Refuse(symbol != "" && !QueryRules.SymbolPattern().IsMatch(symbol), "ticker",
            "Ticker must have 1 to 20 of the characters A-Z 0-9 . - = ^");
        Refuse(string.IsNullOrWhiteSpace(PaymentDate), "payment_date", "Payment date is required");
        Refuse(!string.IsNullOrWhiteSpace(PaymentDate) && !isDay, "payment_date",
            "payment_date must be a day written YYYY-MM-DD");
        Refuse(isDay && (paidOn < FirstDay || paidOn > lastDay), "payment_date",
            "Payment date must lie between 1970-01-01 and today");
        Refuse(string.IsNullOrWhiteSpace(TotalReceived?.Text), "total_received", "Total received is required");
        Refuse(total <= 0, "total_received", "Total received must be greater than 0");
        Refuse(perShare < 0, "amount_per_share", "Amount per share cannot be negative");
        Refuse(fee < 0 || tax < 0, "fee", "Fee and tax cannot be negative");
        Refuse(total > 0 && fee >= 0 && tax >= 0 && total < fee + tax, "fee",
            "Tax and fee cannot be above the dividend");
        Refuse(currency is not null && !CurrencyCodes.Exists(currency), "currency",
            "currency must be an ISO 4217 code such as USD or EUR");

        problem = problems.Count > 0 ? DividendWrites.Refusal(problems[0].Field!, problems[0].Message) : null;
        return problem is null
            ? new(symbol, paidOn, total!.Value, perShare is 0 ? null : perShare, tax, fee, note, currency)
            : null;
    }
}

internal sealed record CheckedManual(
    string Symbol, DateOnly PaidOn, decimal Total, decimal? PerShare, decimal Tax, decimal Fee, string? Note,
    string? Currency);

internal sealed record AddManualDividendReply(Guid DividendId, ManualDividend Data);

/// <param name="TotalAmount">As it was sent, before fee and tax.</param>
internal sealed record ManualDividend(
    string Ticker, DateOnly PaymentDate, decimal TotalAmount, decimal NetAmount, bool TransactionCreated);

internal static class AddManualDividend
{
    /// <summary>Records a dividend that the user received, of its own symbol. Where an announced one is due on the same
    /// day, it is that one, with the user's figures; one that is confirmed already is refused.</summary>
    public static async Task<Results<Reply<AddManualDividendReply>, ReplayedReply, BadRequest<Error>, Conflict<Error>>>
        Handle(
            AddManualDividendRequest request,
            CurrentUser user,
            IdempotencyKey once,
            [FromServices] DividendReads dividends,
            [FromServices] DividendWrites writes,
            [FromServices] UserDatabase database,
            HttpContext context,
            CancellationToken ct)
    {
        if (request.Check(dividends.LastDay, out var problem) is not { } added)
        {
            return TypedResults.BadRequest(problem);
        }

        var view = await dividends.MarketOfAsync(added.Symbol, ct);
        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await once.ReplayAsync(user, transaction, ct) is { } replay)
        {
            return replay;
        }

        await DividendWrites.LockAsync(transaction, user, added.Symbol, ct);
        var part = await PortfolioReader.ReadSymbolAsync(transaction, user, added.Symbol, ct);
        var sameDay = DividendReads.Book(part, view, added.Symbol).Entries
            .Where(entry => !entry.IsRejected && entry.DueOn == added.PaidOn).ToList();
        if (sameDay.Any(entry => entry.IsConfirmed))
        {
            return TypedResults.Conflict(Error.Conflict(
                $"A dividend of {added.Symbol} paid on {added.PaidOn:yyyy-MM-dd} is recorded already"));
        }

        var entry = sameDay.Find(entry => DecisionRow.Round(entry.Shares) > 0);
        var row = entry is null
            ? New(added, DividendReads.CurrencyOf(part, view, added.Symbol),
                Entitlements.SharesFor(added.PaidOn, part.Trades, view.Of(added.Symbol).Splits))
            : Over(new(entry.IdFor(user.Id), entry, part, view), added);
        if (row.IsTooLarge)
        {
            return TypedResults.BadRequest(DividendWrites.Refusal(
                "amount_per_share", "total_received and amount_per_share do not go together"));
        }

        var isBooked = request.UpdateCashBalance ?? true;
        await DividendWrites.DecideAsync(transaction, user, row, ct);
        if (isBooked)
        {
            await DividendWrites.BookAsync(transaction, user, row, added.PaidOn, ct);
        }

        var reply = new Reply<AddManualDividendReply>(
            new(row.Id, new(added.Symbol, added.PaidOn, added.Total,
                Rounding.Money(added.Total - added.Tax - added.Fee, row.Currency), isBooked)),
            "Dividend added successfully");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        writes.Changed(user);
        return reply;
    }

    /// <summary>On the shares that the two amounts make, else on those held, else on one.</summary>
    private static DecisionRow New(CheckedManual added, string currency, decimal sharesHeld)
    {
        var shares = DecisionRow.Round(added.PerShare is { } each ? added.Total / each : sharesHeld);
        shares = shares > 0 ? shares : 1;
        return new(Guid.CreateVersion7(), added.Symbol, null, added.PaidOn, added.PaidOn,
            DecisionRow.Round(added.Total / shares), shares, added.Tax, added.Fee, added.Currency ?? currency,
            DecisionRow.Edited, DecisionRow.Manual, added.Note);
    }

    private static DecisionRow Over(FoundDividend found, CheckedManual added)
    {
        var row = DecisionRow.Of(found, DecisionRow.Edited);
        return row with
        {
            PayOn = added.PaidOn,
            AmountPerShare = DecisionRow.Round(added.Total / row.Shares),
            WithholdingTax = added.Tax,
            Fee = added.Fee,
            Currency = added.Currency ?? row.Currency,
            Notes = added.Note,
        };
    }
}
