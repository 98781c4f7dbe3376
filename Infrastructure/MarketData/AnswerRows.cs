using System.Text;
using System.Text.Json;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <summary>One record of an answer, by normalised field name: <c>05. price</c>, <c>latestDay</c> and
/// <c>adjusted close</c> are "price", "latestday" and "adjustedclose".</summary>
internal sealed class AnswerRow
{
    private readonly Dictionary<string, string> fields = [];

    /// <summary>Null where the field is absent or says "missing" in one of the provider's ways.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (fields.TryGetValue(name, out var text) && !ProviderText.IsMissing(text))
            {
                return text.Trim();
            }
        }

        return null;
    }

    /// <summary>As it was written, even where it reads like "missing": there is a share with the ticker NAN.</summary>
    public string? Raw(string name) =>
        fields.TryGetValue(name, out var text) && text.Trim() is { Length: > 0 } written ? written : null;

    public decimal? Number(string name) => ProviderText.Number(Encoding.UTF8.GetBytes(Text(name) ?? ""));

    public decimal? Percent(string name) => ProviderText.Percent(Encoding.UTF8.GetBytes(Text(name) ?? ""));

    public DateOnly? Day(params ReadOnlySpan<string> names) =>
        ProviderText.Day(Encoding.UTF8.GetBytes(Text(names) ?? ""));

    public void Set(string field, string text) => fields[NormalOf(field)] = text;

    public static AnswerRow From(JsonElement element)
    {
        var row = new AnswerRow();
        foreach (var field in element.EnumerateObject())
        {
            row.Set(field.Name, AnswerRows.TextOf(field.Value));
        }

        return row;
    }

    public static string NormalOf(string field)
    {
        var start = 0;
        while (start < field.Length && (char.IsAsciiDigit(field[start]) || field[start] is '.' or ' '))
        {
            start++;
        }

        return field[start..].Replace("_", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
    }
}

/// <summary>Small answers as rows, whether they came as an object or as a table.</summary>
internal static class AnswerRows
{
    /// <param name="root">The property that holds the rows (an array, or one object), matched by its start: an
    /// entitlement changes its end.</param>
    /// <param name="symbol">Where given, the answer must be about it, if it says what it is about.</param>
    /// <exception cref="FormatException">The answer has another shape or speaks of another symbol.</exception>
    public static List<AnswerRow> From(ReadOnlyMemory<byte> body, string root, string? symbol = null)
    {
        var rows = IsObject(body.Span) ? FromObject(body, root, symbol) : FromTable(body.Span);
        foreach (var row in rows)
        {
            Require(symbol, row.Text("symbol"));
        }

        return rows;
    }

    public static bool IsObject(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    public static void Require(string? asked, string? answered)
    {
        if (asked is not null && answered is not null && !asked.Equals(answered, StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException("The answer is about another symbol than the one asked for.");
        }
    }

    public static JsonElement Root(JsonElement answer, string start)
    {
        foreach (var property in answer.EnumerateObject())
        {
            if (property.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        throw new FormatException($"The answer has no '{start}'.");
    }

    public static string? Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && TextOf(value) is var text && !ProviderText.IsMissing(text) ? text.Trim() : null;

    public static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static List<AnswerRow> FromObject(ReadOnlyMemory<byte> body, string root, string? symbol)
    {
        using var answer = JsonDocument.Parse(body);
        Require(symbol, Field(answer.RootElement, "symbol"));
        var rows = Root(answer.RootElement, root);
        return rows.ValueKind == JsonValueKind.Array
            ? [.. rows.EnumerateArray().Select(AnswerRow.From)]
            : [AnswerRow.From(rows)];
    }

    private static List<AnswerRow> FromTable(ReadOnlySpan<byte> body)
    {
        var table = new CsvRows(body);
        table.Next();
        var names = new string[table.Count];
        for (var cell = 0; cell < names.Length; cell++)
        {
            names[cell] = table.Text(cell);
        }

        var rows = new List<AnswerRow>();
        while (table.Next())
        {
            if (table.Count != names.Length)
            {
                throw new FormatException("A line of the answer has another number of cells than its header.");
            }

            if (!table.LineEnded && rows.Count > 0)
            {
                break;
            }

            var row = new AnswerRow();
            for (var cell = 0; cell < names.Length; cell++)
            {
                row.Set(names[cell], table.Text(cell));
            }

            rows.Add(row);
        }

        return rows;
    }
}
