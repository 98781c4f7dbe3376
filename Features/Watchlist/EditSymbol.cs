using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Watchlist;

internal static class EditSymbol
{
    private const string UpdateWatched =
        $"""
        UPDATE pt.watchlist
        SET notes = CASE WHEN @HasNotes THEN normalize(@Notes::text, NFC) ELSE notes END,
            target_price = CASE WHEN @HasTargetPrice THEN @TargetPrice::numeric ELSE target_price END
        WHERE user_id = @userId AND symbol = @watched
        RETURNING {WatchedRow.Columns}
        """;

    /// <summary>Changes notes or target price; an explicit null clears.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    public static async
        Task<Results<Reply<WatchedReply>, BadRequest<Error>, NotFound<Error>, UnprocessableEntity<Error>>> Handle(
            [TakesSymbol] string symbol,
            WatchedFields fields,
            CurrentUser user,
            [FromServices] UserDatabase database,
            CancellationToken ct)
    {
        var problems = new List<ErrorDetail>();
        var watched = WatchedFields.CheckSymbol(symbol, problems);
        fields.Check(problems);
        if (problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(problems));
        }

        if (fields.IsEmpty)
        {
            return TypedResults.BadRequest(Error.BadRequest("No fields to update"));
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        var row = await transaction.Connection.QuerySingleOrDefaultAsync<WatchedRow>(UpdateWatched, new
        {
            userId = user.Id,
            watched,
            fields.HasNotes,
            fields.Notes,
            fields.HasTargetPrice,
            fields.TargetPrice,
            ct,
        });
        if (row is null)
        {
            return TypedResults.NotFound(Error.NotFound($"{watched} is not in your watchlist"));
        }

        await transaction.CommitAsync(ct);
        return new Reply<WatchedReply>(new(row), $"{watched} updated successfully");
    }
}
