using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>A schema is called as its type; of two types with one name the second brings its folder along. What is
/// written as a plain value stays where it is used.</summary>
internal sealed class SchemaNames
{
    private readonly ConcurrentDictionary<string, Type> owners = new(StringComparer.Ordinal);

    public string? Of(JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if ((info.Kind == JsonTypeInfoKind.None && !type.IsEnum)
            || OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not { } name)
        {
            return null;
        }

        return owners.GetOrAdd(name, type) == type ? name : type.Namespace?.Split('.')[^1] + name;
    }
}
