using Microsoft.AspNetCore.Http.Metadata;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Tells the API description how the replies of an endpoint look in version 1. The reply decides itself how it
/// is sent; a test compares what is sent with what is described.</summary>
/// <param name="FactsStandBeside">In version 1 the facts stand beside the data, not in <c>metadata</c>.</param>
internal sealed record ReplyShape(LegacyShape Legacy, bool FactsStandBeside);

/// <summary>
/// A type that a success of the endpoint is made of: its data, or facts that its <c>metadata</c> holds beside the usual
/// ones. Told under a status of its own that is never sent, because the API description takes one type a status; the
/// description puts the parts together under 200.
/// </summary>
internal sealed record ReplyPart(int StatusCode, Type Type, bool IsFacts) : IProducesResponseTypeMetadata
{
    public const int FirstStatus = 290;

    public IEnumerable<string> ContentTypes => ["application/json"];

    public static void Add(EndpointBuilder endpoint, Type type, bool isFacts)
    {
        var parts = endpoint.Metadata.OfType<ReplyPart>().ToList();
        if (!parts.Exists(part => part.Type == type))
        {
            endpoint.Metadata.Add(new ReplyPart(FirstStatus + parts.Count, type, isFacts));
        }
    }
}

/// <summary>Written by its own converter as an object whose members depend on what it tells.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class WritesObjectAttribute : Attribute;

/// <summary>The reply is a built document, with its own metadata and an ETag.</summary>
internal sealed class SendsDocument
{
    public static SendsDocument Instance { get; } = new();
}

internal static class ReplyShapeExtensions
{
    /// <summary>The last word counts, so that a route can differ from its group. Without one it is
    /// <see cref="LegacyShape.Flat"/>.</summary>
    public static T Shaped<T>(this T endpoints, LegacyShape legacy, bool factsStandBeside = false)
        where T : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => endpoint.Metadata.Add(new ReplyShape(legacy, factsStandBeside)));
        return endpoints;
    }

    /// <summary>Names the type of data where the handler's return type does not.</summary>
    public static T Tells<T>(this T endpoints, Type data)
        where T : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => ReplyPart.Add(endpoint, data, isFacts: false));
        return endpoints;
    }

    /// <summary>Names the type of what <c>metadata</c> holds beside the usual.</summary>
    public static T TellsFacts<T>(this T endpoints, Type facts)
        where T : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => ReplyPart.Add(endpoint, facts, isFacts: true));
        return endpoints;
    }

    /// <summary>Names a refusal that is thrown deep inside, where no return type tells of it.</summary>
    public static T Refuses<T>(this T endpoints, int status)
        where T : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => endpoint.Metadata.Add(
            new ProducesResponseTypeMetadata(status, typeof(Error), ["application/json"])));
        return endpoints;
    }
}
