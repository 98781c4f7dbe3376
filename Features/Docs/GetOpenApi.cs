using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using PortfolioTracker.Infrastructure.OpenApi;

namespace PortfolioTracker.Features.Docs;

internal static class GetOpenApi
{
    /// <summary>The description of this API (OpenAPI 3.1), made from the code that answers.</summary>
    public static async Task<FileContentHttpResult> Handle(
        [FromServices] ApiDescription description, HttpContext context, CancellationToken ct)
    {
        var json = await description.JsonAsync(ct);
        var tag = Convert.ToHexStringLower(SHA256.HashData(json))[..24];
        context.Response.Headers.CacheControl = "no-cache";
        // Answers 304 by itself where the client names the tag.
        return TypedResults.File(json, "application/json", entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }
}
