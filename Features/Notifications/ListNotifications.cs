using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Notifications;

internal sealed record ListNotificationsReply(
    IReadOnlyList<NotificationRow> Notifications, int Count, int UnreadCount);

/// <param name="Kind"><c>new_dividend</c>, <c>upcoming_dividend</c>, <c>target_reached</c>, <c>stale_data</c> or
/// <c>provider_degraded</c>.</param>
/// <param name="Date">The day that it is about.</param>
/// <param name="CreatedAt">Null for what is so at this moment and has not been read.</param>
internal sealed record NotificationRow(
    Guid Id, string Kind, string? Symbol, string Message, DateOnly? Date, bool Read, DateTime? CreatedAt,
    DateTime? ReadAt);

internal sealed record StoredNotification(
    Guid Id, string Kind, string? Symbol, string Message, DateOnly? Date, DateTime CreatedAt, DateTime? ReadAt);

internal static class ListNotifications
{
    private const string SelectStored =
        """
        SELECT id, kind, symbol, message, date, created_at, read_at
        FROM pt.notifications
        WHERE user_id = @userId
        ORDER BY created_at DESC, id DESC
        LIMIT 200
        """;

    /// <summary>What is worth knowing: upcoming and new dividends, prices that are old or missing, trouble of the
    /// market data provider, target prices reached. What is so now comes first.</summary>
    /// <param name="unread_only">True leaves out what was read.</param>
#pragma warning disable CA1707 // The parameter is named as the API names it.
    public static async Task<Results<Reply<ListNotificationsReply>, UnprocessableEntity<Error>>> Handle(
        [TakesBool(Default = false)] string? unread_only,
        CurrentUser user,
        [FromServices] CurrentNotifications current,
        [FromServices] UserDatabase database,
        CancellationToken ct)
#pragma warning restore CA1707
    {
        var query = new QueryRules();
        var onlyUnread = query.Bool("unread_only", unread_only, byDefault: false);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var now = await current.OfAsync(user, ct);
        List<StoredNotification> stored;
        await using (var transaction = await database.BeginReadAsync(user, ct))
        {
            stored = [.. await transaction.Connection.QueryAsync<StoredNotification>(
                SelectStored, new { userId = user.Id, ct })];
        }

        var known = stored.ToDictionary(row => row.Id);
        NotificationRow[] rows =
        [
            .. now.Select(notice => known.Remove(notice.Id, out var row)
                ? Row(row) with { Message = notice.Message }
                : new(notice.Id, notice.Kind, notice.Symbol, notice.Message, notice.Date, false, null, null)),
            .. stored.Where(row => known.ContainsKey(row.Id)).Select(Row),
        ];
        var unread = rows.Count(row => !row.Read);
        rows = onlyUnread ? [.. rows.Where(row => !row.Read)] : rows;
        return new Reply<ListNotificationsReply>(new(rows, rows.Length, unread), "Notifications retrieved");
    }

    private static NotificationRow Row(StoredNotification row) => new(
        row.Id, row.Kind, row.Symbol, row.Message, row.Date, row.ReadAt is not null, row.CreatedAt, row.ReadAt);
}
