using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PortfolioTracker.Tests.Support;

/// <summary>What came back.</summary>
/// <param name="Body">Null where it is not JSON, or empty.</param>
internal sealed record Answer(int Status, string Text, JsonElement? Body, HttpResponseMessage Message)
{
    /// <summary>The body; a test that reads on where there is none should fail.</summary>
    public JsonElement Json => Body ?? throw new InvalidOperationException($"{Status} without JSON: {Text}");

    /// <summary>The member data of the envelope.</summary>
    public JsonElement Data => Json.GetProperty("data");

    /// <summary>The values of a header, joined; null where it was not sent.</summary>
    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;
}

/// <summary>Sends requests as one user, in one version of the API.</summary>
/// <param name="Version">The header X-API-Version; null sends none.</param>
internal sealed record Caller(HttpClient Http, Guid Id, string? Token, string? Version = null)
{
    public Caller V1 => this with { Version = "v1" };

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string? json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, json, headers);

    public Task<Answer> PutAsync(string path, string? json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, json, headers);

    public Task<Answer> DeleteAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Delete, path, json: null, headers);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request);
    }

    /// <summary>Adds the token and the version, where the request does not bring its own.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        if (Token is not null && !request.Headers.Contains("Authorization"))
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Token}");
        }

        if (Version is not null)
        {
            request.Headers.TryAddWithoutValidation("X-API-Version", Version);
        }

        var message = await Http.SendAsync(request);
        var text = await message.Content.ReadAsStringAsync();
        return new((int)message.StatusCode, text, Parse(message, text), message);
    }

    private static JsonElement? Parse(HttpResponseMessage message, string text)
    {
        if (message.Content.Headers.ContentType?.MediaType != "application/json" || text.Length == 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
