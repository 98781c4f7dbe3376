using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>Corrects schemas of JSON types where our own converters write them, and where what must be sent differs
/// from what is always answered.</summary>
internal static class WireSchemas
{
    public static Task DescribeAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var (type, member) = (context.JsonTypeInfo.Type, context.JsonPropertyInfo);
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(decimal))
        {
            // More digits than a double holds.
            (schema.Type, schema.Format) = (JsonSchemaType.Number, null);
        }
        else if (plain == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        }

        else if (plain.IsDefined(typeof(WritesObjectAttribute), inherit: false))
        {
            (schema.Type, schema.AdditionalProperties) = (JsonSchemaType.Object, new OpenApiSchema());
        }

        if (plain != type && schema.Type is { } kind)
        {
            schema.Type = kind | JsonSchemaType.Null;
        }

        if (member is { IsGetNullable: false } && (member.Set is null || !member.IsSetNullable)
            && schema.Type is { } known)
        {
            schema.Type = known & ~JsonSchemaType.Null;
        }

        if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } element }
            && (Nullable.GetUnderlyingType(element) ?? element) == typeof(decimal))
        {
            schema.AdditionalProperties = new OpenApiSchema
            {
                Type = element == typeof(decimal) ? JsonSchemaType.Number : JsonSchemaType.Number | JsonSchemaType.Null,
            };
        }

        if (member is not null && Takes(member) is { } takes)
        {
            // A number that may come as text has a converter of its own and no type yet.
            schema.Type ??= JsonSchemaType.Null;
            TakenSchemas.Describe(takes, schema, context.Document!);
        }

        if (member is null && context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            var isBody = context.ApplicationServices.GetRequiredService<BodyTypes>().Contains(type);
            schema.Required = context.JsonTypeInfo.Properties
                .Where(property => isBody ? Takes(property) is { Required: true } : IsAlwaysSent(property))
                .Select(property => property.Name).ToHashSet();
        }

        schema.Description = Operations.OneLine(schema.Description);
        return Task.CompletedTask;
    }

    private static bool IsAlwaysSent(JsonPropertyInfo member) => member.Get is not null
        && !(member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            .OfType<JsonIgnoreAttribute>().Any(ignored => ignored.Condition != JsonIgnoreCondition.Never) ?? false);

    private static TakesAttribute? Takes(JsonPropertyInfo member) =>
        member.AttributeProvider?.GetCustomAttributes(typeof(TakesAttribute), inherit: true)
            .OfType<TakesAttribute>().FirstOrDefault();
}
