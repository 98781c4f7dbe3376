using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>Series of days, from either format, into ascending order with one row to a day.</summary>
/// <remarks>A row without a positive close is no row. Of two rows of one day the later in the answer counts.</remarks>
internal static class SeriesParser
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <param name="root">How the property that holds the series begins.</param>
    /// <param name="latest">The last day that can be true: tomorrow, for the east of the date line.</param>
    /// <returns>Null where the answer is sound but has no usable day.</returns>
    public static IReadOnlyList<DailyBar>? Bars(
        ReadOnlyMemory<byte> body, string root, string symbol, DateOnly latest) =>
        Ascending(
            AnswerRows.IsObject(body.Span)
                ? FromObject(body, root, latest, meta => AnswerRows.Require(symbol, Meta(meta, "2. Symbol")))
                : FromTable(body.Span, latest));

    /// <returns>Closing rates; null where the answer is sound but has no usable day.</returns>
    public static IReadOnlyList<RateRow>? Rates(ReadOnlyMemory<byte> body, string from, string to, DateOnly latest)
    {
        var bars = Ascending(
            AnswerRows.IsObject(body.Span)
                ? FromObject(body, "Time Series FX", latest, meta =>
                {
                    AnswerRows.Require(from, Meta(meta, "2. From Symbol"));
                    AnswerRows.Require(to, Meta(meta, "3. To Symbol"));
                })
                : FromTable(body.Span, latest));
        return bars is null ? null : [.. bars.Select(bar => new RateRow(bar.On, bar.Close))];
    }

    private static string? Meta(JsonElement answer, string name) =>
        answer.TryGetProperty("Meta Data", out var meta) ? AnswerRows.Field(meta, name) : null;

    private static List<DailyBar> FromObject(
        ReadOnlyMemory<byte> body, string root, DateOnly latest, Action<JsonElement> check)
    {
        using var answer = JsonDocument.Parse(body);
        check(answer.RootElement);
        var bars = new List<DailyBar>();
        foreach (var day in AnswerRows.Root(answer.RootElement, root).EnumerateObject())
        {
            // The volume is field 5 of a raw series and field 6 of an adjusted one.
            Add(
                bars, latest, Encoding.UTF8.GetBytes(day.Name), Raw(day.Value, "1. open"), Raw(day.Value, "2. high"),
                Raw(day.Value, "3. low"), Raw(day.Value, "4. close"),
                Raw(day.Value, day.Value.TryGetProperty("6. volume", out _) ? "6. volume" : "5. volume"));
        }

        return bars;
    }

    private static ReadOnlySpan<byte> Raw(JsonElement day, string name)
    {
        if (!day.TryGetProperty(name, out var value))
        {
            return default;
        }

        var raw = JsonMarshal.GetRawUtf8Value(value);
        return value.ValueKind == JsonValueKind.String ? raw[1..^1] : raw;
    }

    private static List<DailyBar> FromTable(ReadOnlySpan<byte> body, DateOnly latest)
    {
        var rows = new CsvRows(body);
        rows.Next();
        var width = rows.Count;
        var (day, open, high) = (Column(rows, "timestamp"), Column(rows, "open"), Column(rows, "high"));
        var (low, close, volume) = (Column(rows, "low"), Column(rows, "close"), Column(rows, "volume"));
        if (day < 0 || close < 0)
        {
            throw new FormatException("The answer is a table without timestamp or close.");
        }

        var bars = new List<DailyBar>();
        while (rows.Next())
        {
            if (rows.Count != width)
            {
                throw new FormatException("A line of the answer has another number of cells than its header.");
            }

            if (!rows.LineEnded && bars.Count > 0)
            {
                break;
            }

            Add(
                bars, latest, rows[day], open < 0 ? default : rows[open], high < 0 ? default : rows[high],
                low < 0 ? default : rows[low], rows[close], volume < 0 ? default : rows[volume]);
        }

        return bars;
    }

    private static int Column(CsvRows header, string name)
    {
        for (var cell = 0; cell < header.Count; cell++)
        {
            if (AnswerRow.NormalOf(header.Text(cell)) == name)
            {
                return cell;
            }
        }

        return -1;
    }

    private static void Add(
        List<DailyBar> bars, DateOnly latest, ReadOnlySpan<byte> day, ReadOnlySpan<byte> open, ReadOnlySpan<byte> high,
        ReadOnlySpan<byte> low, ReadOnlySpan<byte> close, ReadOnlySpan<byte> volume)
    {
        var on = ProviderText.Day(day);
        if (on is not { } date || date < Earliest || date > latest
            || ProviderText.Number(close) is not (> 0 and var price))
        {
            return;
        }

        bars.Add(new(
            date, Positive(open) ?? price, Positive(high) ?? price, Positive(low) ?? price, price,
            (long)decimal.Truncate(ProviderText.Number(volume) ?? 0)));
    }

    private static decimal? Positive(ReadOnlySpan<byte> text) => ProviderText.Number(text) is > 0 and var n ? n : null;

    private static List<DailyBar>? Ascending(List<DailyBar> bars)
    {
        if (bars.Count == 0)
        {
            return null;
        }

        // OrderBy is stable: of two rows of one day the later one in the answer stays the later one.
        var ascending = new List<DailyBar>(bars.Count);
        foreach (var bar in bars.OrderBy(bar => bar.On))
        {
            if (ascending.Count > 0 && ascending[^1].On == bar.On)
            {
                ascending[^1] = bar;
            }
            else
            {
                ascending.Add(bar);
            }
        }

        return ascending;
    }
}
