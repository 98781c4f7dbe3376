using System.Diagnostics;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class RateLimitsTests
{
    [Test]
    public async Task Who_asks_too_much_is_told_when_to_come_again_and_nobody_else_notices()
    {
        await using var app = await App.StartAsync(new()
        {
            Settings = new() { ["RateLimits__Burst"] = "5", ["RateLimits__PerSecond"] = "1" },
        });
        var (greedy, other) = (app.NewUser(), app.NewUser());

        var started = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(_ => greedy.GetAsync("/api/auth/validate")));

        // The bucket of five is given one more each second.
        var meanwhile = (int)Stopwatch.GetElapsedTime(started).TotalSeconds + 1;
        await Assert.That(answers.Count(answer => answer.Status == 200)).IsBetween(5, 5 + meanwhile);
        var refused = answers.First(answer => answer.Status != 200);
        await ErrorShape.AssertAsync(refused, 429, "RateLimitError");
        await Assert.That(refused.Header("Retry-After")).IsEqualTo("1");
        await Assert.That(refused.Header("RateLimit-Limit")).IsEqualTo("5");
        await Assert.That(refused.Header("RateLimit-Remaining")).IsEqualTo("0");
        await Assert.That((await other.GetAsync("/api/auth/validate")).Status).IsEqualTo(200);
        await Assert.That((await greedy.GetAsync("/health")).Status).IsEqualTo(200);
    }

    [Test]
    public async Task What_is_left_counts_down()
    {
        var user = (await App.SharedAsync()).NewUser();

        var first = await user.GetAsync("/api/auth/validate");
        var second = await user.GetAsync("/api/auth/validate");

        await Assert.That(first.Header("RateLimit-Limit")).IsEqualTo("300");
        await Assert.That(first.Header("RateLimit-Remaining")).IsEqualTo("299");
        await Assert.That(first.Header("RateLimit-Reset")).IsEqualTo("1");
        await Assert.That(int.Parse(second.Header("RateLimit-Remaining")!, null)).IsBetween(298, 299);
    }
}
