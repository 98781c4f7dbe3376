using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Features.Dashboard;

internal static class GetGainers
{
    /// <summary>The five holdings that are furthest above their cost. Deprecated.</summary>
    /// <param name="forceRefresh">True asks the market data provider for what is old.</param>
    public static Task<Results<Reply<MoversReply>, UnprocessableEntity<Error>>> Handle(
        [FromQuery(Name = "force_refresh"), TakesBool(Default = false)] string? forceRefresh,
        CurrentUser user,
        [FromServices] PortfolioSnapshots portfolios,
        CancellationToken ct) => Movers.OfAsync(gainers: true, forceRefresh, user, portfolios, ct);
}
