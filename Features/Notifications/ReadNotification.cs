using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Notifications;

internal sealed record ReadNotificationReply(Guid Id, bool Read);

internal static class ReadNotification
{
    private const string UpdateStored =
        """
        UPDATE pt.notifications
        SET read_at = coalesce(read_at, @now)
        WHERE user_id = @userId AND id = @id
        """;

    private const string InsertRead =
        """
        INSERT INTO pt.notifications (user_id, id, kind, symbol, message, date, read_at)
        VALUES (@userId, @Id, @Kind, @Symbol::text, @Message, @Date::date, @now)
        ON CONFLICT (user_id, id) DO NOTHING
        """;

    /// <summary>Marks a notification as read; a second time changes nothing.</summary>
    /// <param name="id">The id from the list.</param>
    public static async Task<Results<Reply<ReadNotificationReply>, NotFound<Error>>> Handle(
        [TakesUuid] string id,
        CurrentUser user,
        [FromServices] CurrentNotifications current,
        [FromServices] UserDatabase database,
        [FromServices] TimeProvider clock,
        CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!Guid.TryParseExact(id, "D", out var key) || !await MarkAsync(key, user, current, database, now, ct))
        {
            return TypedResults.NotFound(Error.NotFound("Notification not found"));
        }

        return new Reply<ReadNotificationReply>(new(key, Read: true), "Notification marked as read");
    }

    private static async Task<bool> MarkAsync(
        Guid id, CurrentUser user, CurrentNotifications current, UserDatabase database, DateTime now,
        CancellationToken ct)
    {
        await using (var transaction = await database.BeginWriteAsync(user, ct))
        {
            if (await transaction.Connection.ExecuteAsync(UpdateStored, new { userId = user.Id, id, now, ct }) > 0)
            {
                await transaction.CommitAsync(ct);
                return true;
            }
        }

        // Not stored yet: something that is so at this moment.
        if ((await current.OfAsync(user, ct)).FirstOrDefault(notice => notice.Id == id) is not { } found)
        {
            return false;
        }

        await using var insert = await database.BeginWriteAsync(user, ct);
        await insert.Connection.ExecuteAsync(InsertRead, new
        {
            userId = user.Id,
            found.Id,
            found.Kind,
            found.Symbol,
            found.Message,
            found.Date,
            now,
            ct,
        });
        await insert.CommitAsync(ct);
        return true;
    }
}
