using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <param name="TransactionDeleted">It was confirmed: its transaction has left the ledger.</param>
internal sealed record RejectDividendReply(Guid DividendId, bool TransactionDeleted);

internal static class RejectDividend
{
    /// <summary>The dividend was not received: it is hidden for good, no synchronisation brings it back, and where it
    /// had been confirmed, its transaction goes with it.</summary>
    /// <param name="dividend_id">The id from the list.</param>
#pragma warning disable CA1707 // The parameter is named as the API names it.
    public static async Task<Results<Reply<RejectDividendReply>, ReplayedReply, NotFound<Error>, Conflict<Error>>>
        Handle(
            [TakesUuid(Required = true)] string? dividend_id,
            CurrentUser user,
            IdempotencyKey once,
            [FromServices] DividendReads dividends,
            [FromServices] DividendWrites writes,
            [FromServices] UserDatabase database,
            HttpContext context,
            CancellationToken ct)
#pragma warning restore CA1707
    {
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

        if (found.Entry.IsRejected)
        {
            return TypedResults.Conflict(Error.Conflict("Dividend already rejected"));
        }

        await DividendWrites.DecideAsync(transaction, user, DecisionRow.Of(found, DecisionRow.Rejected), ct);
        if (found.Entry.Booked is { } booked)
        {
            await DividendWrites.UnbookAsync(transaction, user, booked.Id, ct);
        }

        var reply = new Reply<RejectDividendReply>(
            new(found.Id, found.Entry.IsConfirmed), "Dividend rejected and hidden permanently");
        await once.RememberAsync(user, transaction, reply, context, ct);
        await transaction.CommitAsync(ct);
        writes.Changed(user);
        return reply;
    }
}
