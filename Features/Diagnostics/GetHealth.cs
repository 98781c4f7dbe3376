using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Features.Diagnostics;

internal sealed record GetHealthReply(string Status, string Service, string Version);

internal static class GetHealth
{
    /// <summary>The process is alive. Clients compare <c>status</c> with "healthy" and call without any header.
    /// </summary>
    public static Reply<GetHealthReply> Handle() =>
        new(new("healthy", "portfolio-tracker-backend", ProductVersion.Text), "The service is alive", LegacyShape.Both);
}
