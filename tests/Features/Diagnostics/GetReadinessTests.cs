using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Diagnostics;

internal sealed class GetReadinessTests
{
    [Test]
    public async Task A_service_that_can_work_says_so()
    {
        var answer = await (await App.SharedAsync()).Stranger.GetAsync("/health/ready");

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Json.GetProperty("status").GetString()).IsEqualTo("ready");
        await Assert.That(answer.Json.GetProperty("database").GetString()).IsEqualTo("ok");
        await Assert.That(answer.Data.GetProperty("market_data").GetString()).IsEqualTo("sandbox");
    }

    [Test]
    public async Task A_service_without_its_database_is_not_ready()
    {
        await using var app = await App.StartAsync(new()
        {
            Database = "postgres://nobody:nothing@127.0.0.1:1/nowhere",
            WaitsUntilReady = false,
        });

        await ErrorShape.AssertAsync(await app.Stranger.GetAsync("/health/ready"), 503, "ExternalServiceError");
    }
}
