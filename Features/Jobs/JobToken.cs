using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Infrastructure.Jobs;

namespace PortfolioTracker.Features.Jobs;

/// <summary>Lets in who knows <c>JOBS_TOKEN</c>. Without one set, nothing is here (404).</summary>
internal sealed class JobToken(IOptions<JobOptions> options) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (options.Value.Token is not { } token)
        {
            throw new RefusedException(404, Error.NotFound($"There is nothing at {http.Request.Path}."));
        }

        var given = http.Request.Headers.Authorization.ToString();
        if (given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && IsSame(given[Scheme.Length..], token))
        {
            return next(context);
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        throw new RefusedException(401, Error.For(401, given.Length == 0
            ? "No credentials provided"
            : "Authentication error: authentication failed, this is not the token of the jobs."));
    }

    /// <summary>In a time that depends on neither text: hashes have one length.</summary>
    private static bool IsSame(string given, string token) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
