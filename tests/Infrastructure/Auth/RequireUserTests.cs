using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Auth;

internal sealed class RequireUserTests
{
    [Test]
    public async Task Every_route_of_the_api_asks_who_is_there()
    {
        var app = await App.SharedAsync();
        var routes = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => (
                Method: endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Single() ?? "",
                Path: "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
                    segment.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal
                        ? literal.Content
                        : "1"))))
            .Where(route => route.Path.StartsWith("/api/", StringComparison.Ordinal))
            .ToList();
        await Assert.That(routes.Count).IsGreaterThan(5);

        foreach (var (method, path) in routes)
        {
            // The body would be refused too: the token comes first.
            var answer = await app.Stranger.SendAsync(new(method), path, method == "GET" ? null : "{");

            await Assert.That((path, answer.Status)).IsEqualTo((path, 401));
            await ErrorShape.AssertAsync(answer, 401, "AuthenticationError");
        }
    }
}
