using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

/// <summary>The service while its database cannot be reached: nothing listens at port 1.</summary>
internal sealed class DatabaseAwayTests
{
    [Test]
    public async Task The_service_lives_and_says_that_it_is_not_ready()
    {
        await using var app = await StartAsync();

        var live = await app.Stranger.GetAsync("/health");
        var ready = await app.Stranger.GetAsync("/health/ready");

        await Assert.That(live.Status).IsEqualTo(200);
        await ErrorShape.AssertAsync(ready, 503, "ExternalServiceError");
        await Assert.That(ready.Header("Retry-After")).IsNotNull();
        await Assert.That(ready.Text).DoesNotContain("127.0.0.1");
        await Assert.That(ready.Text).DoesNotContain("swordfish");
    }

    [Test]
    [Arguments("GET", "/api/transactions")]
    [Arguments("POST", "/api/transactions")]
    [Arguments("DELETE", "/api/transactions/7d3f7a3e-8c53-4f0e-9a68-0f1d3c3b2a11")]
    [Arguments("GET", "/api/complete")]
    public async Task A_request_that_needs_it_is_told_to_come_again(string method, string path)
    {
        await using var app = await StartAsync();

        var answer = await app.NewUser().SendAsync(
            new HttpMethod(method), path, method == "POST" ? TradeJson.With() : null);

        await ErrorShape.AssertAsync(answer, 503, "ExternalServiceError");
        await Assert.That(answer.Header("Retry-After")).IsEqualTo("2");
    }

    [Test]
    public async Task Who_is_signed_in_is_known_without_it()
    {
        await using var app = await StartAsync();

        await Assert.That((await app.NewUser().GetAsync("/api/auth/validate")).Status).IsEqualTo(200);
    }

    private static Task<App> StartAsync() => App.StartAsync(new()
    {
        Database = "postgres://someone:swordfish@127.0.0.1:1/nothing",
        WaitsUntilReady = false,
    });
}
