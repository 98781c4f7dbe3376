using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.Auth;

/// <summary>Marks an endpoint that only answers to a verified user.</summary>
internal sealed class RequiresUser
{
    public static RequiresUser Instance { get; } = new();
}

/// <summary>Marks an endpoint that only answers to an administrator.</summary>
internal sealed class RequiresAdmin
{
    public static RequiresAdmin Instance { get; } = new();
}

internal static class RequireUserExtensions
{
    public static T RequireUser<T>(this T endpoints)
        where T : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => endpoint.Metadata.Add(RequiresUser.Instance));
        return endpoints;
    }

    /// <summary>Answers 403 to everybody but administrators; to be used where a user is required already.</summary>
    public static RouteGroupBuilder RequireAdmin(this RouteGroupBuilder group) =>
        group.WithMetadata(RequiresAdmin.Instance).AddEndpointFilter((context, next) =>
            context.HttpContext.Features.Get<CurrentUser>() is { IsAdmin: true }
                ? next(context)
                : throw RefusedException.Forbidden("This is for administrators of the service."));
}

/// <summary>Verifies the bearer token of requests to endpoints that ask for a user; answers 401 before anything else
/// is read, so that no body is parsed and no connection taken for a stranger.</summary>
internal sealed class Authenticate(TokenVerifier verifier, RateLimits limits)
{
    public async Task Handle(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiresUser>() is null)
        {
            await next(context);
            return;
        }

        var authorization = context.Request.Headers.Authorization;
        var verdict = await verifier.VerifyAsync(authorization.Count == 1 ? authorization[0] : null,
            context.RequestAborted);
        if (verdict.Token is not { } token)
        {
            if (limits.Refusal(context) is { } refusal)
            {
                await refusal;
                return;
            }

            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Failures.WriteAsync(context, StatusCodes.Status401Unauthorized, Error.For(401, verdict.Problem!));
            return;
        }

        context.Features.Set(new CurrentUser(token.UserId, token.Email, token.Role, context.TraceIdentifier)
        {
            IsAdmin = token.IsAdmin,
        });
        ActingUser.Id = token.UserId;
        await next(context);
    }
}
