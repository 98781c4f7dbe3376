using Dapper;
using PortfolioTracker.Domain.Prices;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Prices;

/// <param name="InUse">The symbol is valued with them; false where a provider has prices of it.</param>
internal sealed record OwnSeriesRow(
    string Symbol, string Currency, int Count, DateOnly FirstDate, DateOnly LastDate, bool InUse);

internal sealed record ListOwnPricesReply(IReadOnlyList<OwnSeriesRow> Symbols);

internal sealed record OwnSeriesSummary(
    string Symbol, string Currency, int Count, DateOnly FirstDate, DateOnly LastDate);

internal static class ListOwnPrices
{
    private const string SelectSeries =
        """
        SELECT symbol, min(currency) AS currency, count(*)::int AS count, min(date) AS first_date,
            max(date) AS last_date
        FROM pt.user_prices
        WHERE user_id = @userId
        GROUP BY symbol
        ORDER BY symbol
        """;

    /// <summary>The symbols of which the caller has given prices.</summary>
    public static async Task<Reply<ListOwnPricesReply>> Handle(
        CurrentUser user, [FromServices] UserDatabase database, [FromServices] MarketStore market, CancellationToken ct)
    {
        List<OwnSeriesSummary> rows;
        await using (var transaction = await database.BeginReadAsync(user, ct))
        {
            rows = [.. await transaction.Connection.QueryAsync<OwnSeriesSummary>(
                SelectSeries, new { userId = user.Id, ct })];
        }

        var view = await market.ViewAsync([.. rows.Select(row => row.Symbol)], [], "USD", ct);
        return new Reply<ListOwnPricesReply>(
            new([.. rows.Select(row => new OwnSeriesRow(row.Symbol, row.Currency, row.Count, row.FirstDate,
                row.LastDate, OwnPrices.CountFor(view.Of(row.Symbol))))]),
            $"Symbols with prices of your own: {rows.Count}");
    }
}
