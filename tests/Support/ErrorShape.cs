using System.Text.Json;
using System.Text.RegularExpressions;

namespace PortfolioTracker.Tests.Support;

/// <summary>The one body of every failure.</summary>
internal static partial class ErrorShape
{
    private static readonly string[] Members =
        ["success", "error", "message", "detail", "details", "request_id", "timestamp"];

    /// <summary>All that is true of a failure, whatever it is.</summary>
    public static async Task AssertAsync(Answer answer, int status, string kind)
    {
        await Assert.That(answer.Status).IsEqualTo(status).Because(answer.Text);
        await Assert.That(answer.Header("Content-Type")).IsEqualTo("application/json; charset=utf-8");
        var body = answer.Json;
        await Assert.That(body.EnumerateObject().Select(member => member.Name)).IsEquivalentTo(Members);
        await Assert.That(body.GetProperty("success").ValueKind).IsEqualTo(JsonValueKind.False);
        await Assert.That(body.GetProperty("error").GetString()).IsEqualTo(kind);
        await Assert.That(body.GetProperty("message").GetString()).IsNotNullOrWhiteSpace();
        await Assert.That(body.GetProperty("detail").GetString()).IsEqualTo(body.GetProperty("message").GetString());
        await Assert.That(body.GetProperty("details").ValueKind is JsonValueKind.Null or JsonValueKind.Array).IsTrue();
        await Assert.That(Instant().IsMatch(body.GetProperty("timestamp").GetString()!)).IsTrue();
        await Assert.That(Guid.TryParseExact(body.GetProperty("request_id").GetString(), "D", out _)).IsTrue();
        await AssertHeadersAsync(answer, body.GetProperty("request_id").GetString()!);
        await Assert.That(answer.Header("Cache-Control")).IsEqualTo("no-store, private");
    }

    /// <summary>A 422 that names the fields at fault, in whatever order.</summary>
    public static async Task AssertInvalidAsync(Answer answer, params string[] fields)
    {
        await AssertAsync(answer, 422, "ValidationError");
        await Assert.That(Fields(answer)).IsEquivalentTo(fields);
    }

    public static IEnumerable<string> Fields(Answer answer) =>
        answer.Json.GetProperty("details").EnumerateArray().Select(detail => detail.GetProperty("field").GetString()!);

    /// <summary>The standing headers, on success and failure alike.</summary>
    public static async Task AssertHeadersAsync(Answer answer, string requestId)
    {
        await Assert.That(answer.Header("X-Request-Id")).IsEqualTo(requestId);
        await Assert.That(answer.Header("X-Content-Type-Options")).IsEqualTo("nosniff");
        await Assert.That(answer.Header("Vary") ?? "").Contains("X-API-Version");
        await Assert.That(answer.Header("Server")).IsNull();
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z\z")]
    public static partial Regex Instant();
}
