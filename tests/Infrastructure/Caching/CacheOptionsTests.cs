using PortfolioTracker.Infrastructure.Caching;

namespace PortfolioTracker.Tests.Infrastructure.Caching;

internal sealed class CacheOptionsTests
{
    [Test]
    public async Task The_defaults_are_allowed()
    {
        await Assert.That(Problem(new())).IsNull();
    }

    [Test]
    public async Task What_is_wrong_is_said_with_the_setting_that_mends_it()
    {
        (CacheOptions Options, string Setting)[] wrong =
        [
            (new() { Strategy = "lazy" }, "Cache__Strategy"),
            (new() { MinutesOpen = 0 }, "Cache__MinutesOpen"),
            (new() { MinutesAfterHours = double.NaN }, "Cache__MinutesAfterHours"),
            (new() { MinutesDaysOff = 1441 }, "Cache__MinutesDaysOff"),
            (new() { MemoryMegabytes = 0 }, "Cache__MemoryMegabytes"),
            (new() { WarmUsersMax = -1 }, "Cache__WarmUsersMax"),
        ];

        foreach (var (options, setting) in wrong)
        {
            await Assert.That(Problem(options)).Contains(setting);
        }
    }

    private static string? Problem(CacheOptions options) =>
        new CacheOptions.Validator().Validate(null, options).FailureMessage;
}
