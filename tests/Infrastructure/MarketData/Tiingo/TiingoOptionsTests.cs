using Microsoft.Extensions.Configuration;
using PortfolioTracker.Infrastructure.MarketData.Tiingo;

namespace PortfolioTracker.Tests.Infrastructure.MarketData.Tiingo;

internal sealed class TiingoOptionsTests
{
    private static TiingoOptions Read(params string[] settings)
    {
        var options = new TiingoOptions();
        options.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2))
            .Select(parts => KeyValuePair.Create(parts[0], (string?)parts[1]))).Build());
        return options;
    }

    [Test]
    public async Task Without_settings_nobody_is_asked_and_the_limit_is_that_of_a_free_key()
    {
        var options = Read();

        await Assert.That(options.ApiKey).IsNull();
        await Assert.That((options.BaseUrl, options.CallsPerHour)).IsEqualTo((TiingoOptions.PublicBaseUrl, 40));
        await Assert.That(new TiingoOptionsValidator().Validate(null, options).Succeeded).IsTrue();
    }

    [Test]
    [Arguments("TIINGO_CALLS_PER_HOUR=many", "TIINGO_CALLS_PER_HOUR")]
    [Arguments("TIINGO_CALLS_PER_HOUR=-5", "TIINGO_CALLS_PER_HOUR")]
    [Arguments("TIINGO_API_KEY=not a key", "TIINGO_API_KEY")]
    [Arguments("TIINGO_BASE_URL=http://example.org", "TIINGO_BASE_URL")]
    [Arguments("TIINGO_BASE_URL=somewhere", "TIINGO_BASE_URL")]
    public async Task What_cannot_be_is_refused_by_name_and_a_key_is_not_repeated(string setting, string name)
    {
        var result = new TiingoOptionsValidator().Validate(null, Read(setting));

        await Assert.That(result.Failed).IsTrue();
        await Assert.That(result.FailureMessage).StartsWith(name).And.DoesNotContain("not a key");
    }
}
