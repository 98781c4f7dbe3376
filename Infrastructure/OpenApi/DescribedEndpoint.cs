using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using RouteDescription = Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>What an endpoint says about itself.</summary>
internal sealed class DescribedEndpoint(RouteDescription description)
{
    private readonly IList<object> metadata = description.ActionDescriptor.EndpointMetadata;

    public IReadOnlyList<ParameterInfo> Parameters { get; } =
        description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().FirstOrDefault()?.GetParameters() ?? [];

    public bool IsApi => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;

    public bool IsWrite => description.HttpMethod is not ("GET" or "HEAD");

    public bool NeedsUser => Has<RequiresUser>();

    /// <summary>A user's token, or another that the route asks for itself.</summary>
    public bool NeedsToken => NeedsUser || Produced.Any(produced => produced.StatusCode == 401);

    public bool NeedsAdmin => Has<RequiresAdmin>();

    public bool HasBody => Has<IAcceptsMetadata>();

    public bool IsDeprecated => Has<ObsoleteAttribute>();

    public bool SendsDocument => Has<SendsDocument>();

    public bool TakesIdempotencyKey => Parameters.Any(parameter => parameter.ParameterType == typeof(IdempotencyKey));

    public ReplyShape Shape => metadata.OfType<ReplyShape>().LastOrDefault() ?? new(LegacyShape.Flat, false);

    public IEnumerable<ReplyPart> Parts => metadata.OfType<ReplyPart>();

    /// <summary>What the return type and the route name: statuses of refusals, and successes that are no replies.
    /// </summary>
    public IEnumerable<IProducesResponseTypeMetadata> Produced =>
        metadata.OfType<IProducesResponseTypeMetadata>().Where(produced => produced is not ReplyPart);

    private bool Has<T>() => metadata.OfType<T>().Any();
}
