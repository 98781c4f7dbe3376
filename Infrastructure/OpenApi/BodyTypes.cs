using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>The types that bodies of requests are read into, with the types of their members.</summary>
internal sealed class BodyTypes(EndpointDataSource endpoints, IOptions<JsonOptions> json)
{
    private readonly Lazy<HashSet<Type>> types = new(() => Find(endpoints, json.Value.SerializerOptions));

    public bool Contains(Type type) => types.Value.Contains(type);

    private static HashSet<Type> Find(EndpointDataSource endpoints, JsonSerializerOptions options)
    {
        var found = new HashSet<Type>();
        var waiting = new Queue<Type>(endpoints.Endpoints
            .SelectMany(endpoint => endpoint.Metadata.OfType<IAcceptsMetadata>())
            .Select(accepted => accepted.RequestType).OfType<Type>());
        while (waiting.TryDequeue(out var type))
        {
            if (!found.Add(type) || !options.TryGetTypeInfo(type, out var info))
            {
                continue;
            }

            if (info.ElementType is { } element)
            {
                waiting.Enqueue(element);
            }

            foreach (var member in info.Kind == JsonTypeInfoKind.Object ? info.Properties : [])
            {
                waiting.Enqueue(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType);
            }
        }

        return found;
    }
}
