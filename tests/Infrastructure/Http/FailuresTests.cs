using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PortfolioTracker.Features.Transactions;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class FailuresTests
{
    private const string Path = "/api/transactions";

    [Test]
    [Arguments("/nope", null)]
    [Arguments("/api/nope", null)]
    [Arguments("/api/transactions/a/b", "v1")]
    public async Task An_unknown_route_is_told_in_the_error_body(string path, string? version)
    {
        var user = (await App.SharedAsync()).NewUser() with { Version = version };

        await ErrorShape.AssertAsync(await user.GetAsync(path), 404, "NotFoundError");
    }

    [Test]
    [Arguments("PATCH", "/api/transactions", "GET, POST")]
    [Arguments("POST", "/health", "GET")]
    [Arguments("GET", "/api/transactions/00000000-0000-0000-0000-000000000000", "DELETE, PUT")]
    [Arguments("TRACE", "/api/transactions", "GET, POST")]
    public async Task A_wrong_method_is_answered_with_those_that_are_right(string method, string path, string allowed)
    {
        var answer = await (await App.SharedAsync()).NewUser().SendAsync(new HttpMethod(method), path);

        await ErrorShape.AssertAsync(answer, 405, "BadRequestError");
        await Assert.That(answer.Header("Allow")!.Split(", ").Order()).IsEquivalentTo(allowed.Split(", "));
    }

    [Test]
    [Arguments("{\"symbol\":")]
    [Arguments("{\"symbol\" \"AAPL\"}")]
    [Arguments("{\"quantity\":01}")]
    [Arguments("{\"quantity\":.5}")]
    [Arguments("{\"quantity\":NaN}")]
    [Arguments("{\"quantity\":+1}")]
    [Arguments("{} {}")]
    [Arguments("{'symbol':'AAPL'}")]
    [Arguments("// nothing\n{}")]
    [Arguments("not json")]
    public async Task A_body_that_is_no_JSON_is_a_bad_request(string body)
    {
        var answer = await (await App.SharedAsync()).NewUser().PostAsync(Path, body);

        await ErrorShape.AssertAsync(answer, 400, "BadRequestError");
        await Assert.That(answer.Json.GetProperty("message").GetString()!).Contains("not valid JSON");
    }

    [Test]
    public async Task A_body_nested_too_deep_is_a_bad_request()
    {
        var body = $"{{\"unknown\":{new string('[', 1000)}{new string(']', 1000)}}}";

        var answer = await (await App.SharedAsync()).NewUser().PostAsync(Path, body);

        await ErrorShape.AssertAsync(answer, 400, "BadRequestError");
    }

    [Test]
    [Arguments("")]
    [Arguments("null")]
    public async Task A_body_that_is_needed_and_not_there_is_a_bad_request(string body)
    {
        var answer = await (await App.SharedAsync()).NewUser().PostAsync(Path, body);

        await ErrorShape.AssertAsync(answer, 400, "BadRequestError");
        await Assert.That(answer.Json.GetProperty("message").GetString()).IsEqualTo("A JSON body is required.");
    }

    [Test]
    [Arguments("[]")]
    [Arguments("\"AAPL\"")]
    [Arguments("42")]
    public async Task A_body_of_another_type_is_invalid(string body)
    {
        var answer = await (await App.SharedAsync()).NewUser().PostAsync(Path, body);

        await ErrorShape.AssertInvalidAsync(answer, "body");
    }

    [Test]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        var user = (await App.SharedAsync()).NewUser();
        var body = Encoding.UTF8.GetBytes(TradeJson.With(("notes", "\"##\"")));
        body.AsSpan().Replace((byte)'#', (byte)0xC0);
        using var request = Post(new ByteArrayContent(body), "application/json");

        var answer = await user.SendAsync(request);

        await Assert.That(answer.Status is 400 or 422).IsTrue().Because(answer.Text);
        await ErrorShape.AssertAsync(
            answer, answer.Status, answer.Status == 400 ? "BadRequestError" : "ValidationError");
    }

    [Test]
    [Arguments("text/plain")]
    [Arguments("application/x-www-form-urlencoded")]
    [Arguments("multipart/form-data; boundary=x")]
    [Arguments("application/json; charset=no-such-charset")]
    [Arguments(null)]
    public async Task A_body_that_is_not_sent_as_JSON_is_an_unsupported_media_type(string? contentType)
    {
        var user = (await App.SharedAsync()).NewUser();
        using var request = Post(new ByteArrayContent(Encoding.UTF8.GetBytes(TradeJson.With())), contentType);

        await ErrorShape.AssertAsync(await user.SendAsync(request), 415, "BadRequestError");
    }

    [Test]
    [Arguments(false, false)]
    [Arguments(true, false)]
    [Arguments(false, true)]
    [Arguments(true, true)]
    public async Task A_body_over_64_KiB_is_too_large(bool chunked, bool withKey)
    {
        var user = (await App.SharedAsync()).NewUser();
        var body = TradeJson.With(("filler", $"\"{new string('x', 64 * 1024)}\""));
        using var request = Post(new ByteArrayContent(Encoding.UTF8.GetBytes(body)), "application/json");
        request.Headers.TransferEncodingChunked = chunked;
        if (withKey)
        {
            request.Headers.Add("Idempotency-Key", "large");
        }

        await ErrorShape.AssertAsync(await user.SendAsync(request), 413, "BadRequestError");
    }

    [Test]
    public async Task A_body_of_just_64_KiB_is_read()
    {
        var user = (await App.SharedAsync()).NewUser();
        var without = TradeJson.With(("filler", "\"\""));
        var body = TradeJson.With(("filler", $"\"{new string('x', (64 * 1024) - without.Length)}\""));

        var answer = await user.PostAsync(Path, body, ("Idempotency-Key", "as large as may be"));

        await Assert.That(body.Length).IsEqualTo(64 * 1024);
        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
    }

    [Test]
    public async Task An_empty_body_announced_as_JSON_is_fine_where_none_is_needed()
    {
        var user = (await App.SharedAsync()).NewUser();
        var row = await user.AddAsync("Buy", "AAPL", "1", "2024-03-15");

        var listed = await user.SendAsync(HttpMethod.Get, Path, json: "");
        var deleted = await user.SendAsync(HttpMethod.Delete, $"{Path}/{row.Id()}", json: "");

        await Assert.That(listed.Status).IsEqualTo(200);
        await Assert.That(deleted.Status).IsEqualTo(200);
    }

    [Test]
    public async Task A_bug_is_answered_without_any_internals()
    {
        await using var app = await App.StartAsync(new()
        {
            Services = services => services.Replace(ServiceDescriptor.Singleton<LedgerWrites>(
                _ => throw new InvalidOperationException("Host=internal.example;Password=swordfish at Ledger.cs:1"))),
        });

        var answer = await app.NewUser().PostAsync(Path, TradeJson.With(), ("Origin", "http://localhost:3000"));

        await ErrorShape.AssertAsync(answer, 500, "InternalServerError");
        await Assert.That(answer.Text).DoesNotContain("swordfish");
        await Assert.That(answer.Text).DoesNotContain("Ledger");
        await Assert.That(answer.Text).DoesNotContain("Exception");
        await Assert.That(answer.Json.GetProperty("details").ValueKind).IsEqualTo(System.Text.Json.JsonValueKind.Null);
        await Assert.That(answer.Header("Access-Control-Allow-Origin")).IsEqualTo("http://localhost:3000");
    }

    private static HttpRequestMessage Post(HttpContent content, string? contentType)
    {
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return new(HttpMethod.Post, Path) { Content = content };
    }
}
