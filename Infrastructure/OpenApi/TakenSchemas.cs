using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>What a parameter or a member of a body takes, as a schema.</summary>
internal static class TakenSchemas
{
    public static OpenApiSchema Of(TakesAttribute takes, OpenApiDocument document)
    {
        var schema = new OpenApiSchema();
        Describe(takes, schema, document);
        return schema;
    }

    /// <summary>Keeps what the schema says beside, such as whether null may be sent.</summary>
    public static void Describe(TakesAttribute takes, OpenApiSchema schema, OpenApiDocument document)
    {
        var isNullable = !takes.Required && schema.Type?.HasFlag(JsonSchemaType.Null) == true;
        schema.Type = JsonSchemaType.String;
        switch (takes)
        {
            case TakesBoolAttribute:
                schema.Type = JsonSchemaType.Boolean;
                break;
            case TakesIntAttribute range:
                schema.Type = JsonSchemaType.Integer;
                schema.Minimum = $"{range.Min}";
                schema.Maximum = range.Max == int.MaxValue ? null : $"{range.Max}";
                break;
            case TakesDayAttribute:
                schema.Format = "date";
                break;
            case TakesOneOfAttribute oneOf:
                schema.Enum = [.. oneOf.Words.Select(word => JsonValue.Create(word))];
                if (isNullable)
                {
                    schema.Enum.Add(null!);
                }

                break;
            case TakesSymbolAttribute:
                schema.Pattern = "^[A-Za-z0-9.=^-]{1,20}$";
                break;
            case TakesUuidAttribute:
                schema.Format = "uuid";
                break;
            case TakesCurrencyAttribute:
                schema.Pattern = "^[A-Za-z]{3}$";
                break;
            case TakesEachAttribute each:
                schema.Type = JsonSchemaType.Array;
                schema.Items = new OpenApiSchemaReference(each.Body.Name, document);
                break;
            case TakesTextAttribute text:
                schema.MaxLength = text.CharactersMax;
                break;
            case TakesAmountAttribute amount:
                schema.Type = JsonSchemaType.Number;
                schema.Format = null;
                schema.Minimum = amount.ZeroIsFine ? "0" : null;
                schema.ExclusiveMinimum = amount.ZeroIsFine ? null : "0";
                schema.Maximum = "1000000000000000";
                break;
        }

        schema.Type |= isNullable ? JsonSchemaType.Null : 0;
        schema.Default = Node(takes.Default);
    }

    public static JsonValue? ExampleOf(TakesAttribute takes) => takes switch
    {
        { Default: { } value } => Node(value),
        TakesBoolAttribute => JsonValue.Create(true),
        TakesDayAttribute => JsonValue.Create("2024-05-13"),
        TakesSymbolAttribute => JsonValue.Create("KO"),
        TakesCurrencyAttribute => JsonValue.Create("EUR"),
        TakesOneOfAttribute oneOf => JsonValue.Create(oneOf.Words[0]),
        TakesUuidAttribute => JsonValue.Create("01901e3c-9a4f-7c52-8d17-3b6f0a5e2c41"),
        TakesAmountAttribute => JsonValue.Create(100),
        _ => null,
    };

    private static JsonValue? Node(object? value) => value switch
    {
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        string text => JsonValue.Create(text),
        _ => null,
    };
}
