using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class RequestStampTests
{
    [Test]
    public async Task Every_answer_carries_the_standing_headers()
    {
        var answer = await (await App.SharedAsync()).NewUser().GetAsync("/api/transactions");

        var requestId = answer.Json.GetProperty("metadata").GetProperty("request_id").GetString()!;
        await Assert.That(Guid.TryParseExact(requestId, "D", out _)).IsTrue();
        await ErrorShape.AssertHeadersAsync(answer, requestId);
        await Assert.That(answer.Header("Cache-Control")).IsEqualTo("no-store, private");
        await Assert.That(answer.Header("Content-Type")).IsEqualTo("application/json; charset=utf-8");
    }

    [Test]
    public async Task No_two_requests_share_an_id_and_a_client_cannot_choose_one()
    {
        var user = (await App.SharedAsync()).NewUser();

        var first = await user.SendAsync(HttpMethod.Get, "/health", null, ("X-Request-Id", "chosen"));
        var second = await user.SendAsync(HttpMethod.Get, "/health", null, ("X-Request-Id", "chosen"));

        await Assert.That(first.Header("X-Request-Id")).IsNotEqualTo("chosen");
        await Assert.That(first.Header("X-Request-Id")).IsNotEqualTo(second.Header("X-Request-Id"));
    }

    [Test]
    public async Task A_document_that_may_be_kept_says_so_itself()
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.GetAsync("/api/portfolio/complete");

        await Assert.That(answer.Header("Cache-Control")).IsEqualTo("no-cache, private");
        await Assert.That(answer.Header("Vary")).IsEqualTo("Accept-Encoding, Authorization, X-API-Version");
    }
}
