using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Generated;

namespace PortfolioTracker.Infrastructure.Http;

/// <summary>A body that is sent as JSON or as a table.</summary>
internal static class FileBody
{
    /// <summary>Whether it is a table; else it is JSON.</summary>
    /// <param name="what">What is sent, as the refusal calls it.</param>
    /// <exception cref="RefusedException">415: it is neither, or not in UTF-8.</exception>
    public static bool IsTable(HttpRequest request, string what)
    {
        var sent = request.GetTypedHeaders().ContentType;
        var isUtf8 = sent?.Charset.Value is null or ""
            || sent.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        const int status = StatusCodes.Status415UnsupportedMediaType;
        return (isUtf8 ? sent?.MediaType.Value?.ToLowerInvariant() : null) switch
        {
            "text/csv" => true,
            "application/json" => false,
            _ => throw new RefusedException(
                status, Error.For(status, $"Send the {what} as application/json or text/csv, in UTF-8.")),
        };
    }

    /// <exception cref="BadHttpRequestException">It is no JSON, or no such value.</exception>
    public static async Task<T?> ReadJsonAsync<T>(HttpRequest request, JsonSerializerOptions options)
    {
        try
        {
            return await request.ReadFromJsonAsync((JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException(wrong.Message, wrong);
        }
    }
}
