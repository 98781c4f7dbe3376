namespace PortfolioTracker.Infrastructure.Http;

/// <summary>Stamps each refusal once, at the edge, so that no handler needs a clock or a request id for it.</summary>
internal sealed class StampReplies(TimeProvider clock) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var reply = await next(context);
        var chosen = reply is INestedHttpResult union ? union.Result : reply;

        if (chosen is IValueHttpResult { Value: IStamped body })
        {
            body.Stamp(context.HttpContext.TraceIdentifier, clock.GetUtcNow());
        }

        return reply;
    }
}
