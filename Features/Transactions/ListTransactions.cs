using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Transactions;

/// <param name="Count">Rows in this page.</param>
/// <param name="Total">Rows that the filters leave.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> for the next page; null on the last.</param>
internal sealed record ListTransactionsReply(
    IReadOnlyList<TransactionRow> Transactions, int Count, int Total, bool HasMore, string? NextCursor);

internal static class ListTransactions
{
    private const int PageSizeDefault = 100;
    private const int PageSizeMax = 1000;

    private const string SelectPage =
        $"""
        SELECT {TransactionRow.Columns}
        FROM pt.transactions
        WHERE user_id = @userId
          AND (@symbol::text IS NULL OR symbol = @symbol::text)
          AND (@type::text IS NULL OR transaction_type = @type::text)
          AND (@from::date IS NULL OR date >= @from::date)
          AND (@to::date IS NULL OR date <= @to::date)
          AND (@afterDate::date IS NULL
            OR (date, created_at, id) < (@afterDate::date, @afterCreated::timestamptz, @afterId::uuid))
        ORDER BY date DESC, created_at DESC, id DESC
        LIMIT @limit OFFSET @offset
        """;

    private const string CountAll =
        """
        SELECT count(*)::int
        FROM pt.transactions
        WHERE user_id = @userId
          AND (@symbol::text IS NULL OR symbol = @symbol::text)
          AND (@type::text IS NULL OR transaction_type = @type::text)
          AND (@from::date IS NULL OR date >= @from::date)
          AND (@to::date IS NULL OR date <= @to::date)
        """;

    /// <summary>The ledger, newest day first. Pages by <c>offset</c>, or by the <c>cursor</c> of the page before, which
    /// neither skips nor repeats a row when the ledger changes in between.</summary>
    /// <param name="limit">Rows of a page.</param>
    /// <param name="offset">Rows to skip.</param>
    /// <param name="symbol">One symbol alone.</param>
    /// <param name="type">One type alone.</param>
    /// <param name="from">First day that counts (YYYY-MM-DD).</param>
    /// <param name="to">Last day that counts.</param>
    /// <param name="cursor">The <c>next_cursor</c> of the page before.</param>
    public static async Task<Results<Reply<ListTransactionsReply>, UnprocessableEntity<Error>>> Handle(
        [TakesInt(1, PageSizeMax, Default = PageSizeDefault)] string? limit,
        [TakesInt(0, Default = 0)] string? offset,
        string? symbol,
        [TakesOneOf("Buy", "Sell", "DIVIDEND")] string? type,
        [TakesDay] string? from,
        [TakesDay] string? to,
        string? cursor,
        CurrentUser user,
        [FromServices] UserDatabase database,
        CancellationToken ct)
    {
        var query = new QueryRules();
        var pageSize = query.Int("limit", limit, PageSizeDefault, 1, PageSizeMax);
        var skipped = query.Int("offset", offset, 0, 0, int.MaxValue);
        var (fromDay, toDay) = (query.Day("from", from), query.Day("to", to));
        var name = query.Symbol("symbol", symbol);
        var kind = query.OneOf("type", type, "Buy", "Sell", "DIVIDEND");
        var after = Cursor(cursor, query);
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        var filter = new
        {
            userId = user.Id,
            symbol = name,
            type = kind,
            from = fromDay,
            to = toDay,
            afterDate = after?.Date,
            afterCreated = after?.CreatedAt,
            afterId = after?.Id,
            limit = pageSize + 1,
            offset = skipped,
            ct,
        };

        await using var transaction = await database.BeginReadAsync(user, ct);
        var rows = (await transaction.Connection.QueryAsync<TransactionRow>(SelectPage, filter)).ToList();
        var total = await transaction.Connection.ExecuteScalarAsync<int>(CountAll, filter);

        var hasMore = rows.Count > pageSize;
        rows.RemoveRange(Math.Min(rows.Count, pageSize), Math.Max(0, rows.Count - pageSize));
        return new Reply<ListTransactionsReply>(
            new(rows, rows.Count, total, hasMore, hasMore ? Cursor(rows[^1]) : null), "Transactions retrieved");
    }

    private static string Cursor(TransactionRow row) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{row.Date:yyyy-MM-dd}|{row.CreatedAt.Ticks}|{row.Id}")));

    private static (DateOnly Date, DateTime CreatedAt, Guid Id)? Cursor(string? cursor, QueryRules query)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        var parts = Base64Url.IsValid(cursor)
            ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split('|')
            : [];
        if (parts.Length == 3
            && DateOnly.TryParseExact(
                parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(parts[2], "D", out var id))
        {
            return (on, new DateTime(ticks, DateTimeKind.Utc), id);
        }

        query.Problems.Add(new("INVALID", "cursor must be the next_cursor of an earlier page.", "query.cursor"));
        return null;
    }
}
