using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Diagnostics;

internal sealed class GetHealthTests
{
    [Test]
    [Arguments("/")]
    [Arguments("/health")]
    public async Task A_client_without_any_header_reads_status_beside_the_envelope(string path)
    {
        var answer = await (await App.SharedAsync()).Stranger.GetAsync(path);

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Json.GetProperty("status").GetString()).IsEqualTo("healthy");
        await Assert.That(answer.Json.GetProperty("service").GetString()).IsEqualTo("portfolio-tracker-backend");
        await Assert.That(answer.Data.GetProperty("status").GetString()).IsEqualTo("healthy");
    }
}
