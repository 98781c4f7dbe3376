using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Watchlist;

internal static class AddSymbol
{
    private const string InsertWatched =
        $"""
        INSERT INTO pt.watchlist (user_id, symbol, notes, target_price)
        VALUES (@userId, @watched, normalize(@Notes::text, NFC), @TargetPrice::numeric)
        ON CONFLICT (user_id, symbol) DO NOTHING
        RETURNING {WatchedRow.Columns}
        """;

    /// <summary>Puts a symbol on the watchlist. The body may be left out.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    public static async Task<Results<Reply<WatchedReply>, Conflict<Error>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol] string symbol,
        WatchedFields? fields,
        CurrentUser user,
        [FromServices] UserDatabase database,
        [FromServices] WatchlistQuotes quotes,
        CancellationToken ct)
    {
        var problems = new List<ErrorDetail>();
        var watched = WatchedFields.CheckSymbol(symbol, problems);
        fields?.Check(problems);
        if (problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(problems));
        }

        await using var transaction = await database.BeginWriteAsync(user, ct);
        var row = await transaction.Connection.QuerySingleOrDefaultAsync<WatchedRow>(InsertWatched, new
        {
            userId = user.Id,
            watched,
            fields?.Notes,
            fields?.TargetPrice,
            ct,
        });
        if (row is null)
        {
            return TypedResults.Conflict(Error.Conflict($"{watched} is already in your watchlist"));
        }

        await transaction.CommitAsync(ct);
        quotes.Ask(watched);
        return new Reply<WatchedReply>(new(row), $"{watched} added to watchlist");
    }
}
