using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Watchlist;

/// <param name="Removed">False where it was not on the list.</param>
internal sealed record RemoveSymbolReply(bool Removed);

internal static class RemoveSymbol
{
    private const string DeleteWatched = "DELETE FROM pt.watchlist WHERE user_id = @userId AND symbol = @watched";

    /// <summary>Takes a symbol off the watchlist. That it was not on it is no failure.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    public static async Task<Results<Reply<RemoveSymbolReply>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol] string symbol, CurrentUser user, [FromServices] UserDatabase database, CancellationToken ct)
    {
        var problems = new List<ErrorDetail>();
        var watched = WatchedFields.CheckSymbol(symbol, problems);
        if (problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(problems));
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        var removed = await transaction.Connection.ExecuteAsync(DeleteWatched, new { userId = user.Id, watched, ct });
        await transaction.CommitAsync(ct);
        return new Reply<RemoveSymbolReply>(new(removed > 0), $"{watched} removed from watchlist");
    }
}
