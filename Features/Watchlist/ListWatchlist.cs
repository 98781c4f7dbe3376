using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PortfolioTracker.Domain.Currencies;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Watchlist;

internal sealed record ListWatchlistReply(IReadOnlyList<WatchedRow> Watchlist, int Count);

internal sealed record ListQuotedWatchlistReply(IReadOnlyList<QuotedRow> Watchlist, int Count);

/// <summary>Prices in <c>currency</c>. Null where no price is known, or only one.</summary>
/// <param name="Change">Of the last price against the close before it.</param>
/// <param name="Volume">Shares traded on <paramref name="PriceDate"/>.</param>
internal sealed record QuotedRow(
    Guid Id,
    Guid UserId,
    string Symbol,
    string? Notes,
    decimal? TargetPrice,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    decimal? CurrentPrice,
    decimal? Change,
    decimal? ChangePercent,
    long? Volume,
    DateOnly? PriceDate,
    string? Currency);

internal sealed record VolumeRow(string Symbol, DateOnly Date, long? Volume);

internal static class ListWatchlist
{
    private const string SelectWatched =
        $"""
        SELECT {WatchedRow.Columns}
        FROM pt.watchlist
        WHERE user_id = @userId
        ORDER BY created_at, symbol
        """;

    // The last session is never long ago; the bound keeps the search within a partition or two.
    private const string SelectVolumes =
        """
        SELECT DISTINCT ON (p.symbol) p.symbol, p.date, p.volume
        FROM pt.watchlist w
        JOIN pt.daily_prices p ON p.symbol = w.symbol AND p.date > @since
        WHERE w.user_id = @userId
        ORDER BY p.symbol, p.date DESC
        """;

    private const int VolumeDaysMax = 14;

    /// <summary>The symbols that the caller watches, the oldest first.</summary>
    /// <param name="includeQuotes">False leaves the prices out.</param>
    public static async
        Task<Results<Reply<ListQuotedWatchlistReply>, Reply<ListWatchlistReply>, UnprocessableEntity<Error>>> Handle(
            [FromQuery(Name = "include_quotes"), TakesBool(Default = true)] string? includeQuotes,
            CurrentUser user,
            [FromServices] UserDatabase database,
            [FromServices] WatchlistQuotes quotes,
            [FromServices] TimeProvider clock,
            CancellationToken ct)
    {
        var query = new QueryRules();
        var withQuotes = query.Bool("include_quotes", includeQuotes, byDefault: true);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        WatchedRow[] rows;
        var volumes = new Dictionary<string, VolumeRow>(StringComparer.Ordinal);
        await using (var transaction = await database.BeginReadAsync(user, ct))
        {
            var watched = await transaction.Connection.QueryAsync<WatchedRow>(
                SelectWatched, new { userId = user.Id, ct });
            rows = [.. watched];
            if (withQuotes && rows.Length > 0)
            {
                var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-VolumeDaysMax);
                foreach (var row in await transaction.Connection.QueryAsync<VolumeRow>(
                    SelectVolumes, new { userId = user.Id, since, ct }))
                {
                    volumes[row.Symbol] = row;
                }
            }
        }

        if (!withQuotes)
        {
            return new Reply<ListWatchlistReply>(new(rows, rows.Length));
        }

        // The connection is back in the pool: a symbol that nobody knows yet may take a moment.
        var prices = await quotes.OfAsync(user, [.. rows.Select(row => row.Symbol)], ct);
        return new Reply<ListQuotedWatchlistReply>(new(
            [
                .. rows.Select(row =>
                {
                    var known = prices.TryGetValue(row.Symbol, out var found);
                    var price = known ? found.Price : default;
                    var before = price.Previous;
                    return new QuotedRow(
                        row.Id, row.UserId, row.Symbol, row.Notes, row.TargetPrice, row.CreatedAt, row.UpdatedAt,
                        known ? Rounding.Price(price.Price) : null,
                        Rounding.Price(price.Price - before),
                        Rounding.Percent(before > 0 ? price.Price / before - 1 : null),
                        volumes.TryGetValue(row.Symbol, out var last) && last.Date == price.On ? last.Volume : null,
                        known ? price.On : null,
                        known ? found.Currency : null);
                }),
            ], rows.Length));
    }
}
