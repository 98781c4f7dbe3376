using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Diagnostics;

/// <param name="MarketData"><c>ok</c>, <c>degraded</c>, <c>closed</c> or <c>sandbox</c>; it does not decide readiness:
/// what is known is served without the provider.</param>
internal sealed record GetReadinessReply(string Status, string Database, string MarketData);

internal static class GetReadiness
{
    /// <summary>Ready to serve: the schema is the expected one and the database answers. Else 503.</summary>
    public static async Task<Reply<GetReadinessReply>> Handle(
        [FromServices] DatabaseProbe database, [FromServices] DatabaseGate gate, [FromServices] ProviderHealth provider,
        CancellationToken ct) =>
        await database.AnswersAsync(ct)
            ? new(new("ready", "ok", provider.Status), "The service is ready", LegacyShape.Both)
            : throw RefusedException.Unavailable(gate.Problem ?? "The database does not answer.");
}
