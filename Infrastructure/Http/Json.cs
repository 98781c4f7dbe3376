using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>The one set of JSON rules: names, escaping, exact numbers, refusals.</summary>
internal static class Json
{
    public const string ContentType = "application/json; charset=utf-8";
    public const string EnvelopeVersion = "2.0";

    private const int PieceBytes = 24 * 1024;

    // Every letter stays itself; what could break out of HTML is escaped whatever the ranges say.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static JsonWriterOptions Writer { get; } = new() { Encoder = Encoder };

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 32;
        options.Encoder = Encoder;
        options.Converters.Add(new ExactDecimal());
        options.Converters.Add(new UtcInstant());
    }

    public static JsonSerializerOptions NewOptions()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        return options;
    }

    /// <summary>In pieces, each once the client has taken most of those before: a thousand clients that ask for one
    /// document must not make the server hold a thousand copies of it.</summary>
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        for (var rest = body; rest.Length > 0; rest = rest[Math.Min(PieceBytes, rest.Length)..])
        {
            await context.Response.Body.WriteAsync(rest[..Math.Min(PieceBytes, rest.Length)], context.RequestAborted);
        }
    }

    /// <summary>Writes the members of a serialised object into the object that is being written.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            writer.WritePropertyName(reader.GetString()!);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }
    }
}

/// <summary>
/// Decimals as JSON numbers, exactly. Reads a number or a numeric string; refuses what a decimal cannot hold digit for
/// digit, where the built-in reader would round without a word.
/// </summary>
internal sealed class ExactDecimal : JsonConverter<decimal>
{
    private const int DigitsMax = 28;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            throw new JsonException("It must be a number.");
        }

        var text = reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
        return TryParse(text, out var value)
            ? value
            : throw new JsonException($"It must be a decimal number of at most {DigitsMax} digits.");
    }

    /// <summary>Plain or exponent notation with a point; no white space, no thousands, no leading plus.</summary>
    public static bool TryParse(string text, out decimal value)
    {
        const System.Globalization.NumberStyles style = System.Globalization.NumberStyles.AllowLeadingSign
            | System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowExponent;
        value = 0;
        if (text.Length is 0 or > 64 || text.StartsWith('+')
            || !text.All(c => char.IsAsciiDigit(c) || "+-.eE".Contains(c)))
        {
            return false;
        }

        var mantissa = text.Split('e', 'E')[0].TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        return mantissa.Trim('0').Length <= DigitsMax
            && decimal.TryParse(text, style, System.Globalization.CultureInfo.InvariantCulture, out value)
            && Exact(mantissa, value);
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Trim(value));

    /// <summary>Without the trailing zeros that arithmetic leaves behind: 10.50, not 10.5000000000.</summary>
    public static decimal Trim(decimal value) => value / 1.0000000000000000000000000000m;

    // A value too small for a decimal becomes zero; then the digits are gone.
    private static bool Exact(string mantissa, decimal value)
    {
        var digits = value.ToString(System.Globalization.CultureInfo.InvariantCulture)
            .Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).Trim('0');
        return digits == mantissa.Trim('0');
    }
}

/// <summary>Instants as ISO 8601 in UTC with a Z and no more than milliseconds.</summary>
internal sealed class UtcInstant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    public static string Text(DateTimeOffset value) => value.UtcDateTime.ToString(
        "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
