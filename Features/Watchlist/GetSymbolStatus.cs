using Dapper;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Watchlist;

internal sealed record GetSymbolStatusReply(bool IsInWatchlist);

internal static class GetSymbolStatus
{
    private const string CountWatched =
        "SELECT count(*)::int FROM pt.watchlist WHERE user_id = @userId AND symbol = @watched";

    /// <summary>Whether the caller watches the symbol.</summary>
    /// <param name="symbol">As the provider writes it, such as <c>AAPL</c> or <c>SAP.DEX</c>.</param>
    public static async Task<Reply<GetSymbolStatusReply>> Handle(
        [TakesSymbol] string symbol, CurrentUser user, [FromServices] UserDatabase database, CancellationToken ct)
    {
        var watched = symbol.Trim().ToUpperInvariant();
        await using var transaction = await database.BeginReadAsync(user, ct);
        var count = await transaction.Connection.ExecuteScalarAsync<int>(
            CountWatched, new { userId = user.Id, watched, ct });
        return new(new(count > 0));
    }
}
