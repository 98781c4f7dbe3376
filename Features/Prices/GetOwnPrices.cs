using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Prices;

/// <param name="Close">In the currency of the symbol's prices.</param>
/// <param name="Source">How it came: <c>manual</c> (in JSON) or <c>csv</c>.</param>
internal sealed record OwnPriceRow(DateOnly Date, decimal Close, string Source, DateTime UpdatedAt);

/// <param name="Currency">Null where there are none.</param>
/// <param name="InUse">The symbol is valued with them; false where a provider has prices of it.</param>
/// <param name="Prices">Ascending by day.</param>
internal sealed record GetOwnPricesReply(
    string Symbol, string? Currency, bool InUse, IReadOnlyList<OwnPriceRow> Prices);

internal sealed record StoredOwnPrice(
    string Currency, DateOnly Date, decimal Close, string Source, DateTime UpdatedAt);

internal static class GetOwnPrices
{
    private const string SelectPrices =
        """
        SELECT currency, date, close, source, updated_at
        FROM pt.user_prices
        WHERE user_id = @userId AND symbol = @ticker
        ORDER BY date
        """;

    /// <summary>The caller's own prices of a symbol; an empty list where there are none.</summary>
    /// <param name="symbol" example="MYHOUSE">As it stands in the caller's transactions.</param>
    public static async Task<Results<Reply<GetOwnPricesReply>, UnprocessableEntity<Error>>> Handle(
        [TakesSymbol] string symbol,
        CurrentUser user,
        [FromServices] UserDatabase database,
        [FromServices] MarketStore market,
        CancellationToken ct)
    {
        var query = new QueryRules();
        if (query.Symbol("symbol", symbol) is not { } ticker || query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        List<StoredOwnPrice> rows;
        await using (var transaction = await database.BeginReadAsync(user, ct))
        {
            rows = [.. await transaction.Connection.QueryAsync<StoredOwnPrice>(
                SelectPrices, new { userId = user.Id, ticker, ct })];
        }

        var known = (await market.ViewAsync([ticker], [], "USD", ct)).Of(ticker);
        return new Reply<GetOwnPricesReply>(
            new(
                ticker,
                rows.Count > 0 ? rows[0].Currency : null,
                rows.Count > 0 && OwnPrices.CountFor(known),
                [.. rows.Select(row => new OwnPriceRow(
                    row.Date, ExactDecimal.Trim(row.Close), row.Source, row.UpdatedAt))]),
            $"Prices of your own: {rows.Count}");
    }
}
