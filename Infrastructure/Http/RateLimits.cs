using System.Globalization;
using System.Threading.RateLimiting;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>
/// How much one user may ask: a bucket of <c>RateLimits__Burst</c> requests (default 300) that refills by
/// <c>RateLimits__PerSecond</c> (default 20). Without a user the address counts. Health checks are free.
/// </summary>
internal static class RateLimits
{
    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var burst = Setting(configuration, "RateLimits:Burst", 300);
        var perSecond = Setting(configuration, "RateLimits:PerSecond", 20);

        services.AddSingleton(_ => PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetTokenBucketLimiter(Caller(context), _ => new()
            {
                TokenLimit = burst,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
                AutoReplenishment = true,
            })));
        services.AddSingleton(new RateLimitHeaders(burst, perSecond));
    }

    public static void UseRateLimits(this WebApplication app)
    {
        var limiter = app.Services.GetRequiredService<PartitionedRateLimiter<HttpContext>>();
        var limits = app.Services.GetRequiredService<RateLimitHeaders>();
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/api"))
            {
                await next(context);
                return;
            }

            using var lease = limiter.AttemptAcquire(context);
            var left = limiter.GetStatistics(context)?.CurrentAvailablePermits ?? 0;
            limits.Write(context.Response.Headers, left);
            if (lease.IsAcquired)
            {
                await next(context);
                return;
            }

            context.Response.Headers.RetryAfter = "1";
            await Failures.WriteAsync(context, StatusCodes.Status429TooManyRequests, Error.For(429,
                $"Too many requests: at most {limits.Burst} at once and {limits.PerSecond} a second. "
                + "Try again in 1 s."));
        });
    }

    private static string Caller(HttpContext context) =>
        context.Features.Get<CurrentUser>()?.Id.ToString()
        ?? context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static int Setting(IConfiguration configuration, string name, int byDefault) =>
        int.TryParse(configuration[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : byDefault;
}

internal sealed record RateLimitHeaders(int Burst, int PerSecond)
{
    public void Write(IHeaderDictionary headers, long left)
    {
        headers["RateLimit-Limit"] = Burst.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        // Seconds until the bucket is full again.
        headers["RateLimit-Reset"] = Math.Ceiling((Burst - left) / (double)PerSecond)
            .ToString(CultureInfo.InvariantCulture);
    }
}
