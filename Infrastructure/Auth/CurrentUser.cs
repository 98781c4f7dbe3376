using System.Reflection;

namespace PortfolioTracker.Infrastructure.Auth;

/// <summary>Whom the verified token names. A handler that takes one is only reached with a valid token.</summary>
/// <param name="Role">The token's role: <c>authenticated</c> or <c>service_role</c>.</param>
/// <param name="RequestId">The id of the request that acts for the user; goes with every change into the audit.</param>
internal sealed record CurrentUser(Guid Id, string? Email, string Role, string RequestId)
{
    private long databaseTicks;

    /// <summary>May do what concerns the whole service: role <c>service_role</c>, or the configured claim.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>How long the request has held connections to the database so far.</summary>
    public TimeSpan DatabaseTime => new(Interlocked.Read(ref databaseTicks));

    public void AddDatabaseTime(TimeSpan time) => Interlocked.Add(ref databaseTicks, time.Ticks);

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult(context.Features.Get<CurrentUser>());
}
