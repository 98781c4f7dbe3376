using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Features.Dividends;

/// <param name="DividendsSynced">Announced dividends that were not known before.</param>
/// <param name="DividendsAssigned">Dividends that the user is entitled to and was not shown before.</param>
/// <param name="RateLimited">True where nothing was done, because the last time is too short a time ago.</param>
/// <param name="JobId">For <c>/api/jobs</c>: how far it is, and how to stop it. Of the last synchronisation where none
/// was started; null where there has been none.</param>
internal sealed record SyncAllDividendsReply(
    int TotalSymbols, int DividendsSynced, int DividendsAssigned, bool RateLimited, Guid? JobId);

internal static class SyncAllDividends
{
    private const string Kind = "dividend-sync";

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
    /// instance. Answers within six seconds, and goes on behind the answer where the provider needs longer: the job
    /// tells how far it is. A request too early is answered with <c>rate_limited: true</c> and does nothing.</summary>
    public static async Task<Reply<SyncAllDividendsReply>> Handle(
        CurrentUser user,
        [FromServices] DividendRefresh refresh,
        [FromServices] UserJobs jobs,
        [FromServices] UserDatabase database,
        [FromServices] IOptions<JsonOptions> json,
        [FromServices] TimeProvider clock,
        CancellationToken ct)
    {
        if (await TakeTurnAsync(user, database, clock, ct) is not { } id)
        {
            return new(new(0, 0, 0, RateLimited: true, (await jobs.LatestAsync(user, Kind, ct))?.Id),
                "Dividend sync rate limited. Try again in a few minutes.", LegacyShape.Both);
        }

        DividendSyncStart? start = null;
        DividendSync? sync = null;
        var type = (JsonTypeInfo<SyncAllDividendsReply>)json.Value.SerializerOptions
            .GetTypeInfo(typeof(SyncAllDividendsReply));
        var working = jobs.Run(user, id, async (progress, c) =>
        {
            start = await refresh.StartAsync(user, symbol: null, FreshFor, c);
            progress.Total = start.Symbols.Count;
            progress.Advance(start.Symbols.Count - start.Old.Count);
            var isComplete = await refresh.AskAsync(start, () => progress.Advance(), c);
            var done = await refresh.TellAsync(user, start, isComplete, c);

            await using var transaction = await database.BeginWriteAsync(user, c);
            await UserJobs.EndAsync(
                transaction, user, progress, JsonSerializer.Serialize(Told(done, id), type), c);
            await transaction.CommitAsync(c);
            sync = done;
        });

        // Whoever hangs up does not stop it.
        await Task.WhenAny(working, Task.Delay(DividendRefresh.WaitMax, clock, ct));
        var found = sync ?? await refresh.TellAsync(
            user, start ?? await refresh.StartAsync(user, symbol: null, FreshFor, ct), isComplete: false, ct);
        return new(Told(found, id), Message(found), LegacyShape.Both);
    }

    /// <summary>The job, begun; null where it is too early, or one is still under way.</summary>
    private static async Task<Guid?> TakeTurnAsync(
        CurrentUser user, UserDatabase database, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await database.BeginWriteAsync(user, ct);
        if (await transaction.Connection.ExecuteAsync(
                TakeTurn, new { userId = user.Id, now, notAfter = now - Pause, ct }) == 0
            || await UserJobs.BeginAsync(transaction, user, Kind, ct) is not { } id)
        {
            return null;
        }

        await transaction.CommitAsync(ct);
        return id;
    }

    private static SyncAllDividendsReply Told(DividendSync sync, Guid id) =>
        new(sync.Symbols, sync.Found.New, sync.Entitled.New, RateLimited: false, id);

    private static string Message(DividendSync sync) =>
        sync.Symbols == 0 ? "No transactions found for user"
        : sync.IsComplete ? $"Dividends of {sync.Symbols} symbols synchronised"
        : $"Dividends of {sync.Symbols} symbols are being synchronised; the rest goes on in the background";
}
