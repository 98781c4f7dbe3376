using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

// The code that is generated for handlers lives here and finds this method before the framework's own of that name.
namespace Microsoft.AspNetCore.Http.Generated;

/// <summary>
/// Reads the body of a request whole, and then the value from it: bodies are small and bounded. The framework's own
/// reads both in turns, for which the native binary would hold thirty more types for each type of the API.
/// </summary>
internal static class JsonBody
{
    /// <exception cref="JsonException">It is no JSON, or no such value.</exception>
    /// <exception cref="InvalidOperationException">It is in an encoding that nobody knows.</exception>
    public static async ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequest request, JsonTypeInfo<T> type)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return JsonSerializer.Deserialize(InUtf8(request, body.GetBuffer().AsSpan(0, (int)body.Length)), type);
    }

    private static ReadOnlySpan<byte> InUtf8(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var encoding = EncodingOf(request);
        if (encoding.CodePage != Encoding.UTF8.CodePage)
        {
            body = Encoding.UTF8.GetBytes(encoding.GetString(body));
        }

        return body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
    }

    private static Encoding EncodingOf(HttpRequest request)
    {
        var charset = request.GetTypedHeaders().ContentType?.Charset.ToString().Trim('"');
        try
        {
            return string.IsNullOrEmpty(charset) ? Encoding.UTF8 : Encoding.GetEncoding(charset);
        }
        catch (ArgumentException unknown)
        {
            throw new InvalidOperationException(
                $"Unable to read the request as JSON because the charset '{charset}' is not known.", unknown);
        }
    }
}
