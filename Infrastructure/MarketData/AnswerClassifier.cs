using System.Text.Json;
using System.Text.Unicode;

namespace PortfolioTracker.Infrastructure.MarketData;

/// <param name="Notice">What the provider said instead of data, unmasked: it may hold a key.</param>
internal readonly record struct Verdict(AnswerClass Class, string? Notice = null);

/// <summary>Tells data from the many other things that arrive with HTTP 200. By rule and in order, never by a list of
/// known texts: a burst notice also names the daily limit, and every quota notice ends in an advert for premium.
/// </summary>
internal static class AnswerClassifier
{
    private static readonly string[] Roots = ["Global Quote", "bestMatches", "Realtime Currency"];

    public static Verdict Classify(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart(" \t\r\n"u8);
        if (body.IsEmpty || body[0] is (byte)'<' or (byte)'[' || !Utf8.IsValid(body))
        {
            return new(AnswerClass.Transport, body.IsEmpty ? "empty body" : "neither an object nor a table");
        }

        try
        {
            return body[0] == '{' ? ClassifyObject(body) : ClassifyTable(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return new(AnswerClass.Transport, "unreadable body");
        }
    }

    private static Verdict ClassifyObject(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 32 });
        string? error = null, notice = null, message = null, only = null;
        var (count, emptyRoot) = (0, false);

        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!.Trim();
            only = name;
            count++;
            reader.Read();
            if (Is(name, "Error Message"))
            {
                error = TextOf(ref reader);
            }
            else if (Is(name, "Information") || Is(name, "Note"))
            {
                notice += TextOf(ref reader);
            }
            else if (Is(name, "message"))
            {
                message = TextOf(ref reader);
            }
            else
            {
                emptyRoot |= IsEmpty(ref reader) && IsRoot(name);
            }
        }

        // The reader throws on anything after the closing brace.
        while (reader.Read())
        {
        }

        return (error, notice) switch
        {
            _ when count == 1 && Is(only!, "detail") => new(AnswerClass.Transport, "refused before the service"),
            ({ } text, _) when Has(text, "apikey") => new(AnswerClass.BadKey, text),
            ({ } text, _) => new(AnswerClass.BadRequestOrUnknownSymbol, text),
            (_, { } text) => new(ClassOfNotice(text), text),
            _ when message is not null && !Is(message, "success") => new(AnswerClass.Artificial, message),
            _ when count == 0 || emptyRoot => new(AnswerClass.NoCoverage, "empty answer"),
            _ => new(AnswerClass.Data),
        };
    }

    private static AnswerClass ClassOfNotice(string text) => text switch
    {
        _ when Has(text, "per second") || Has(text, "spreading out") || Has(text, "Burst pattern") =>
            AnswerClass.Burst,
        _ when Has(text, "per minute") || Has(text, "Minute-level") || Has(text, "call volume") =>
            AnswerClass.MinuteLimit,
        _ when Has(text, "per day") || Has(text, "call frequency") => AnswerClass.DailyQuota,
        _ when Has(text, "is a premium endpoint") || Has(text, "is a premium feature") => AnswerClass.NotEntitled,
        _ when Has(text, "demo") && Has(text, "API key is for demo purposes") => AnswerClass.Configuration,
        _ when Has(text, "Invalid inputs") => AnswerClass.NoData,
        _ => AnswerClass.UnknownNotice,
    };

    /// <summary>A quota notice can come as a valid table: the real header and then the word "Information", one letter
    /// to a cell. Rows that are all like that are a refusal, never data.</summary>
    private static Verdict ClassifyTable(ReadOnlySpan<byte> body)
    {
        var rows = new CsvRows(body);
        if (!rows.Next() || rows.Count < 2)
        {
            return new(AnswerClass.Transport, "neither an object nor a table");
        }

        for (var cell = 0; cell < rows.Count; cell++)
        {
            if (rows[cell].IsEmpty || !char.IsAsciiLetter((char)rows[cell][0]))
            {
                return new(AnswerClass.Transport, "a table without header");
            }
        }

        var letters = "";
        while (rows.Next())
        {
            for (var cell = 0; cell < rows.Count; cell++)
            {
                if (rows[cell].Length > 1)
                {
                    return new(AnswerClass.Data);
                }

                letters += letters.Length < 32 ? rows.Text(cell) : "";
            }
        }

        return letters is "" ? new(AnswerClass.Data) : new(AnswerClass.DailyQuota, $"a table that spells {letters}");
    }

    private static bool IsRoot(string name) =>
        name.Contains("Time Series", StringComparison.OrdinalIgnoreCase)
        || Roots.Any(root => name.StartsWith(root, StringComparison.OrdinalIgnoreCase));

    private static bool IsEmpty(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        var depth = reader.CurrentDepth;
        reader.Read();
        var empty = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
        while (!empty && reader.CurrentDepth > depth)
        {
            reader.Read();
        }

        return empty;
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString()!;
        }

        reader.Skip();
        return "(not a text)";
    }

    private static bool Is(string name, string expected) => name.Equals(expected, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
