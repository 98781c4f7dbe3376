using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Dividends;

/// <summary>A number as a form sends it: a JSON number, or text that holds one; empty text is nothing.</summary>
[JsonConverter(typeof(NumberTextConverter))]
internal readonly record struct NumberText(string Text)
{
    private const decimal AmountMax = 1_000_000_000_000_000m;
    private const int PlacesMax = 10;

    /// <summary>Null where there is nothing, or where a problem was added.</summary>
    public static decimal? Read(string field, NumberText? given, List<ErrorDetail> problems)
    {
        if (string.IsNullOrWhiteSpace(given?.Text))
        {
            return null;
        }

        var problem = !ExactDecimal.TryParse(given.Value.Text.Trim(), out var value)
                ? $"Invalid {field} value: must be a valid number"
            : value > AmountMax ? $"{field} must not be above 1e15"
            : ExactDecimal.Trim(value).Scale > PlacesMax
                ? $"{field} must not have more than {PlacesMax} places after the point"
            : null;
        if (problem is null)
        {
            return value;
        }

        problems.Add(new("INVALID", problem, field));
        return null;
    }
}

internal sealed class NumberTextConverter : JsonConverter<NumberText>
{
    public override NumberText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => new(reader.GetString()!),
            JsonTokenType.Number => new(Encoding.ASCII.GetString(
                reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence)
                    : reader.ValueSpan)),
            _ => throw new JsonException("It must be a number."),
        };

    public override void Write(Utf8JsonWriter writer, NumberText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
