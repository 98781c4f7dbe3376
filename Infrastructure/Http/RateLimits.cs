using System.Globalization;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Marks a route of which each request costs more than others.</summary>
internal sealed record CostlyRoute(Costly Kind);

/// <summary>
/// How much one user may ask; without a user, and for tokens that are refused, the address counts. Answers tell what is
/// left in <c>RateLimit-*</c>: of the narrower limit where two count. Health checks are free.
/// </summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, TokenBuckets buckets)
{
    private const string ForceRefresh = "force_refresh";

    /// <summary>The answer 429 that is being written; null where the request is admitted.</summary>
    public Task? Refusal(HttpContext context)
    {
        var owner = context.Features.Get<CurrentUser>() is { } user
            ? new BucketOwner(user.Id, null, null)
            : new BucketOwner(default, context.Connection.RemoteIpAddress, null);
        var limit = options.Value.All;
        var admission = buckets.Take(owner, limit);
        if (admission.IsGranted && KindOf(context) is { } kind)
        {
            limit = options.Value.Costly[kind];
            admission = buckets.Take(owner with { Kind = kind }, limit);
        }

        // At the last moment: what answers an exception starts with clearing every header.
        context.Response.OnStarting(Tell, new Told(context.Response, limit, admission));
        if (admission.IsGranted)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = Text(Seconds(admission.Wait));
        return Failures.WriteAsync(context, StatusCodes.Status429TooManyRequests, Error.For(429,
            $"Rate limit exceeded for {limit.What}: at most {limit.Burst} at once, and one more every "
            + $"{limit.Interval.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)} s. "
            + $"Try again in {Seconds(admission.Wait)} s."));
    }

    private static Task Tell(object state)
    {
        var (response, limit, admission) = (Told)state;
        response.Headers["RateLimit-Limit"] = Text(limit.Burst);
        response.Headers["RateLimit-Remaining"] = Text(admission.Left);
        response.Headers["RateLimit-Reset"] = Text(Seconds(admission.UntilFull));
        return Task.CompletedTask;
    }

    private static Costly? KindOf(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CostlyRoute>() is { } route)
        {
            return route.Kind;
        }

        // Most requests have no such parameter, and the query need not be taken apart.
        var request = context.Request;
        return request.QueryString.Value?.Contains(ForceRefresh, StringComparison.OrdinalIgnoreCase) == true
            && new QueryRules().Bool(ForceRefresh, request.Query[ForceRefresh], byDefault: false)
            ? Costly.Refresh
            : null;
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Told(HttpResponse Response, RateLimit Limit, Admission Admission);
}

internal static class RateLimitServices
{
    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RateLimitOptions>()
            .Configure(options => RateLimitOptions.Read(options, configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RateLimitOptions>, RateLimitOptions.Validator>();
        services.AddSingleton<TokenBuckets>();
        services.AddSingleton<RateLimits>();
    }

    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RateLimits>();
        app.Use((context, next) =>
            (context.Request.Path.StartsWithSegments("/api") ? limits.Refusal(context) : null) ?? next(context));
    }

    /// <summary>Each request to the route counts as one of what costs more.</summary>
    public static T Costs<T>(this T endpoints, Costly kind)
        where T : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => endpoint.Metadata.Add(new CostlyRoute(kind)));
        return endpoints;
    }
}
