using Dapper;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <param name="DividendsSynced">Announced dividends that were not known before.</param>
/// <param name="DividendsAssigned">Dividends that the user is entitled to and was not shown before.</param>
/// <param name="RateLimited">True where nothing was done, because the last time is too short a time ago.</param>
internal sealed record SyncAllDividendsReply(
    int TotalSymbols, int DividendsSynced, int DividendsAssigned, bool RateLimited);

internal static class SyncAllDividends
{
    private const string TakeTurn =
        """
        INSERT INTO pt.dividend_syncs AS s (user_id, started_at)
        VALUES (@userId, @now)
        ON CONFLICT (user_id) DO UPDATE SET started_at = excluded.started_at
        WHERE s.started_at <= @notAfter
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(24);

    /// <summary>Asks for the announced dividends of all that the user has traded; once in five minutes, on whatever
    /// instance. A request too early is answered with <c>rate_limited: true</c> and does nothing.</summary>
    public static async Task<Reply<SyncAllDividendsReply>> Handle(
        CurrentUser user, DividendRefresh refresh, UserDatabase database, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using (var transaction = await database.BeginWriteAsync(user, ct))
        {
            var turns = await transaction.Connection.ExecuteAsync(
                TakeTurn, new { userId = user.Id, now, notAfter = now - Pause, ct });
            await transaction.CommitAsync(ct);
            if (turns == 0)
            {
                return new(new(0, 0, 0, RateLimited: true),
                    "Dividend sync rate limited. Try again in a few minutes.", LegacyShape.Both);
            }
        }

        var sync = await refresh.RunAsync(user, symbol: null, FreshFor, ct);
        return new(
            new(sync.Symbols, sync.Found.New, sync.Entitled.New, RateLimited: false),
            sync.Symbols == 0 ? "No transactions found for user"
            : sync.IsComplete ? $"Dividends of {sync.Symbols} symbols synchronised"
            : $"Dividends of {sync.Symbols} symbols are being synchronised; the rest goes on in the background",
            LegacyShape.Both);
    }
}
