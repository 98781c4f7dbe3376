using Microsoft.AspNetCore.Http.Metadata;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>The size that bodies of one route may have, where it is another than that of all routes.</summary>
internal sealed class BodyLimit(int bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
