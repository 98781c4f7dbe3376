using System.Net;
using System.Text;
using System.Text.Json;

namespace PortfolioTracker.Infrastructure.MarketData.Tiingo;

/// <param name="SplitFactor">New shares for one old one from this day on; 1 on all other days.</param>
internal sealed record TiingoDay(DailyBar Bar, decimal SplitFactor);

/// <summary>What an answer of Tiingo is: days as an array, or a notice as text or as the <c>detail</c> of an object.
/// Pure. Notices come with several statuses, 200 among them, so that the words decide first.</summary>
internal static class TiingoAnswer
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <param name="latest">The last day that can be true.</param>
    public static Answer<IReadOnlyList<TiingoDay>> Read(
        HttpStatusCode status, ReadOnlyMemory<byte> body, DateOnly latest)
    {
        try
        {
            if (status != HttpStatusCode.OK || body.Span.TrimStart(" \r\n\t"u8) is not [(byte)'[', ..])
            {
                var notice = Notice(body);
                return new(ClassOf(status, notice), null, $"HTTP {(int)status} {notice}".TrimEnd());
            }

            var days = Days(body, latest);
            return days.Count > 0 ? new(AnswerClass.Data, days, null) : new(AnswerClass.NoData, null, "no day");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return new(AnswerClass.Transport, null, "not what was asked for");
        }
    }

    private static AnswerClass ClassOf(HttpStatusCode status, string notice)
    {
        return Says("request allocation") || status == HttpStatusCode.TooManyRequests ? AnswerClass.DailyQuota
            : Says("symbol look up") ? AnswerClass.NotEntitled
            : status == HttpStatusCode.NotFound || Says("not found") ? AnswerClass.BadRequestOrUnknownSymbol
            : status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                || Says("invalid token") || Says("supply a token") ? AnswerClass.BadKey
            : AnswerClass.Transport;

        bool Says(string words) => notice.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Empty where it is nothing of Tiingo's own, such as the page of a proxy.</summary>
    private static string Notice(ReadOnlyMemory<byte> body)
    {
        const int LengthMax = 200;
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 4 * LengthMax)]).Trim();
        if (text.StartsWith('{'))
        {
            using var answer = JsonDocument.Parse(body);
            text = answer.RootElement.TryGetProperty("detail", out var detail)
                && detail.ValueKind == JsonValueKind.String ? detail.GetString()! : "";
        }

        return text.StartsWith('<') ? "" : text.Length > LengthMax ? text[..LengthMax] : text;
    }

    /// <summary>Ascending, one a day; a row without a positive close is no row.</summary>
    private static IReadOnlyList<TiingoDay> Days(ReadOnlyMemory<byte> body, DateOnly latest)
    {
        using var answer = JsonDocument.Parse(body);
        var days = new SortedDictionary<DateOnly, TiingoDay>();
        foreach (var row in answer.RootElement.EnumerateArray())
        {
            var on = Day(row);
            if (on < Earliest || on > latest)
            {
                throw new FormatException("A day that cannot be.");
            }

            if (Number(row, "close") is > 0 and var close)
            {
                days[on] = new(
                    new(
                        on, Number(row, "open") ?? close, Number(row, "high") ?? close, Number(row, "low") ?? close,
                        close, (long)Math.Clamp(Number(row, "volume") ?? 0, 0, long.MaxValue)),
                    Number(row, "splitFactor") is > 0 and var factor ? factor : 1m);
            }
        }

        return [.. days.Values];
    }

    /// <summary>Midnight of universal time stands for the day of the exchange: no clock is to be turned.</summary>
    private static DateOnly Day(JsonElement row) =>
        row.TryGetProperty("date", out var date) && date.GetString() is { Length: >= 10 } text
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", out var on)
            ? on
            : throw new FormatException("A row without its day.");

    private static decimal? Number(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;
}
