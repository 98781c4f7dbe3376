using Microsoft.AspNetCore.Http.HttpResults;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Features.Diagnostics;

/// <param name="State">Of the breaker after the reset: <c>closed</c>.</param>
internal sealed record ResetCircuitBreakerReply(string State);

internal static class ResetCircuitBreaker
{
    /// <summary>Lets calls to the market data provider through again at once, on this instance: each has a breaker of
    /// its own, since each sees for itself whether it can reach the provider.</summary>
    /// <param name="service">alpha_vantage or dividend_api, which stand behind one breaker; all by default.</param>
    public static Results<Reply<ResetCircuitBreakerReply>, UnprocessableEntity<Error>> Handle(
        [TakesOneOf("alpha_vantage", "dividend_api")] string? service, [FromServices] ProviderBreaker breaker)
    {
        var query = new QueryRules();
        var chosen = query.OneOf("service", service, "alpha_vantage", "dividend_api");
        if (query.Problems.Count > 0)
        {
            return TypedResults.UnprocessableEntity(Error.Invalid(query.Problems));
        }

        breaker.Reset();
        return new Reply<ResetCircuitBreakerReply>(
            new(breaker.State), $"Circuit breaker reset for {chosen ?? "all services"}");
    }
}
