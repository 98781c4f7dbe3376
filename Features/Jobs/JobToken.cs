using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Features.Jobs;

/// <summary>Lets in who knows <c>JOBS_TOKEN</c>. Without one set, nothing is here (404).</summary>
internal sealed class JobToken(IOptions<JobOptions> options) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (options.Value.Token is not { } token)
        {
            throw new RefusedException(404, Error.NotFound($"There is nothing at {http.Request.Path}."));
        }

        OperatorToken.Require(http, token, "JOBS_TOKEN");
        return next(context);
    }
}
