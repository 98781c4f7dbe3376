using PortfolioTracker.Infrastructure.Http;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class CorsOptionsTests
{
    [Test]
    [Arguments("*")]
    [Arguments("localhost:3000")]
    [Arguments("https://app.example.com/")]
    [Arguments("https://app.example.com/path")]
    [Arguments("https://app.example.com?x=1")]
    public async Task An_origin_that_no_browser_would_send_is_refused_with_the_remedy(string origin)
    {
        var verdict = new CorsOptionsValidator().Validate(null, new() { Origins = [origin] });

        await Assert.That(verdict.Failed).IsTrue();
        await Assert.That(verdict.FailureMessage!).Contains(origin);
        await Assert.That(verdict.FailureMessage!).Contains("scheme://host[:port]");
    }

    [Test]
    [Arguments("https://app.example.com")]
    [Arguments("http://localhost:3000")]
    [Arguments("exp://localhost:19000")]
    public async Task An_origin_is_a_scheme_and_a_host(string origin)
    {
        await Assert.That(new CorsOptionsValidator().Validate(null, new() { Origins = [origin] }).Succeeded).IsTrue();
    }
}
