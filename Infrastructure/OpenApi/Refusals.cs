using Microsoft.OpenApi;
using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Infrastructure.OpenApi;

/// <summary>The statuses that an operation may refuse with: those of its signature, and those that the edge answers
/// before or after the handler.</summary>
internal static class Refusals
{
    private static readonly Dictionary<int, (string Name, string Description)> Known = new()
    {
        [400] = ("BadRequest", "The request cannot be read, or asks for what cannot be."),
        [401] = ("Unauthorized", "No token, or one that is not believed; the message says why."),
        [403] = ("Forbidden", "The token is good, but this is not for its user."),
        [404] = ("NotFound", "It does not exist, or belongs to somebody else."),
        [409] = ("Conflict", "It does not go with what is stored, or another change is under way."),
        [413] = ("TooLarge", "The body is too large."),
        [415] = ("UnsupportedMediaType", "The body is of another type than this takes."),
        [422] = ("Invalid", "A parameter, header or member of the body breaks a rule; `details` names each."),
        [429] = ("TooManyRequests", "Too many requests; `Retry-After` says when to try again."),
        [500] = ("InternalError", "A fault of the service. Quote `request_id` when you report it."),
        [502] = ("BadGateway", "The market data provider answered with something unusable."),
        [503] = ("Unavailable", "Something that the service stands on is away; `Retry-After` says when to try again."),
        [504] = ("Timeout", "The market data provider did not answer in time."),
    };

    public static string Name(int status) => Known[status].Name;

    public static IEnumerable<int> Of(DescribedEndpoint endpoint)
    {
        var statuses = endpoint.Produced.Select(produced => produced.StatusCode)
            .Where(status => status >= 400).ToList();
        statuses.Add(500);
        if (endpoint.NeedsUser)
        {
            statuses.AddRange([401, 503]);
        }

        if (endpoint.NeedsAdmin)
        {
            statuses.Add(403);
        }

        if (endpoint.IsApi)
        {
            statuses.Add(429);
        }

        if (endpoint.IsWrite)
        {
            // A key of idempotency that is no key; two changes of the same rows at once.
            statuses.AddRange([409, 422]);
        }

        if (endpoint.HasBody)
        {
            statuses.AddRange([400, 413, 415]);
        }

        return statuses.Distinct();
    }

    public static void AddTo(OpenApiDocument document)
    {
        var used = document.Paths.Values.SelectMany(path => path.Operations!.Values)
            .SelectMany(operation => operation.Responses!.Keys).ToHashSet();
        foreach (var (status, (name, description)) in Known.Where(known => used.Contains($"{known.Key}")))
        {
            var response = new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference(nameof(Error), document),
                    },
                },
            };
            Headers.AddToRefusal(status, document, response);
            document.AddComponent(name, response);
        }
    }
}
