using System.Text;
using System.Text.Json;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Daily bars with actions. In both formats the volume is the sixth field, not the fifth as in raw bars.
/// </summary>
internal static class AdjustedAnswers
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <returns>Ascending, one a day; null where the answer is sound but has no usable day.</returns>
    public static IReadOnlyList<AdjustedBar>? Bars(ReadOnlyMemory<byte> body, string symbol, DateOnly latest)
    {
        var bars = new SortedDictionary<DateOnly, AdjustedBar>();
        foreach (var (day, row) in AnswerRows.IsObject(body.Span) ? FromObject(body, symbol) : FromTable(body))
        {
            if (ProviderText.Day(Encoding.UTF8.GetBytes(day)) is { } on && on >= Earliest && on <= latest
                && row.Number("close") is > 0 and var close)
            {
                bars[on] = new(
                    new(
                        on, Price(row, "open") ?? close, Price(row, "high") ?? close, Price(row, "low") ?? close,
                        close, (long)decimal.Truncate(row.Number("volume") ?? 0)),
                    Price(row, "adjustedclose"), row.Number("dividendamount") ?? 0,
                    Price(row, "splitcoefficient") ?? 1);
            }
        }

        return bars.Count == 0 ? null : [.. bars.Values];
    }

    private static decimal? Price(AnswerRow row, string name) => row.Number(name) is > 0 and var price ? price : null;

    private static List<(string Day, AnswerRow Row)> FromObject(ReadOnlyMemory<byte> body, string symbol)
    {
        using var answer = JsonDocument.Parse(body);
        if (answer.RootElement.TryGetProperty("Meta Data", out var meta))
        {
            AnswerRows.Require(symbol, AnswerRows.Field(meta, "2. Symbol"));
        }

        return
        [
            .. AnswerRows.Root(answer.RootElement, "Time Series").EnumerateObject()
                .Select(day => (day.Name, AnswerRow.From(day.Value))),
        ];
    }

    private static List<(string Day, AnswerRow Row)> FromTable(ReadOnlyMemory<byte> body) =>
        [.. AnswerRows.From(body, "").Select(row => (row.Text("timestamp") ?? "", row))];
}
