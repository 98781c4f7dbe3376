using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Prices;

/// <param name="Removed">How many there were.</param>
internal sealed record RemoveOwnPricesReply(int Removed);

internal static class RemoveOwnPrices
{
    private const string DeletePrices =
        """
        DELETE FROM pt.user_prices
        WHERE user_id = @userId AND symbol = @ticker AND (@day::date IS NULL OR date = @day)
        """;

    /// <summary>Removes the caller's own prices of a symbol, or that of one day. That there were none is no failure.
    /// </summary>
    /// <param name="symbol" example="MYHOUSE">As it stands in the caller's transactions.</param>
    /// <param name="date">Only that of this day (YYYY-MM-DD).</param>
    public static async Task<Results<Reply<RemoveOwnPricesReply>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol] string symbol,
        [TakesDay] string? date,
        CurrentUser user,
        [FromServices] UserDatabase database,
        [FromServices] PortfolioDocuments documents,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var day = query.Day("date", date);
        if (query.Symbol("symbol", symbol) is not { } ticker || query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        var removed = await transaction.Connection.ExecuteAsync(
            DeletePrices, new { userId = user.Id, ticker, day, ct });
        await transaction.CommitAsync(ct);
        documents.Drop(user.Id);
        return new Reply<RemoveOwnPricesReply>(new(removed), $"Prices removed: {removed}");
    }
}
