using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PortfolioTracker.Infrastructure;
using PortfolioTracker.Infrastructure.Portfolio;

namespace PortfolioTracker.Tests.Infrastructure;

internal sealed class FaultySettingsTests
{
    [Test]
    [Arguments("Cache:MinutesOpen", "five",
        "Cache:MinutesOpen must be a number, with a point before decimals. Mend Cache__MinutesOpen, or unset it.")]
    [Arguments("Cache:WarmUsersMax", "2.5",
        "Cache:WarmUsersMax must be a whole number. Mend Cache__WarmUsersMax, or unset it.")]
    [Arguments("Cache:Database", "maybe", "Cache:Database must be true or false. Mend Cache__Database, or unset it.")]
    [Arguments("Cache:Strategy", "lazy",
        "Cache:Strategy is \"lazy\"; it must be one of market_aware, aggressive, conservative, user_activity. "
        + "Mend Cache__Strategy.")]
    public async Task A_setting_that_is_wrong_is_told_with_its_remedy(string name, string value, string sentence)
    {
        var services = new ServiceCollection();
        services.AddPortfolio(new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build());
        await using var provider = services.BuildServiceProvider();

        var failure = await Assert.That(() => provider.GetRequiredService<IStartupValidator>().Validate())
            .Throws<Exception>();

        await Assert.That(FaultySettings.Are(failure!)).IsTrue();
        await Assert.That(FaultySettings.Sentences(failure!)).IsEquivalentTo([sentence]);
    }

    [Test]
    public async Task A_port_that_is_taken_is_told_with_its_remedy()
    {
        await using var first = Server("http://127.0.0.1:0");
        await first.StartAsync();
        await using var second = Server(first.Urls.Single());

        var failure = await Assert.That(() => second.StartAsync()).Throws<IOException>();

        await Assert.That(FaultySettings.Are(failure!)).IsTrue();
        await Assert.That(FaultySettings.Sentences(failure!).Single()).StartsWith("PORT is taken");
    }

    [Test]
    public async Task Another_failure_is_not_taken_for_a_setting()
    {
        await Assert.That(FaultySettings.Are(new InvalidOperationException("Sequence contains no elements"))).IsFalse();
    }

    private static WebApplication Server(string url)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        return builder.Build();
    }
}
