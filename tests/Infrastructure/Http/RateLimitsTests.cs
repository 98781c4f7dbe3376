using Microsoft.Extensions.Configuration;
using PortfolioTracker.Infrastructure.Http;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class RateLimitsTests
{
    private static readonly DateTimeOffset Now = new(2024, 3, 15, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Who_asks_too_much_is_told_when_to_come_again_and_nobody_else_notices()
    {
        var clock = new MovableClock(Now);
        await using var app = await StartAsync(clock, ("Burst", "5"), ("PerSecond", "1"));
        var (greedy, other) = (app.NewUser(), app.NewUser());

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(_ => greedy.GetAsync("/api/auth/validate")));

        await Assert.That(answers.Count(answer => answer.Status == 200)).IsEqualTo(5);
        var refused = answers.First(answer => answer.Status != 200);
        await ErrorShape.AssertAsync(refused, 429, "RateLimitError");
        await Assert.That(refused.Header("Retry-After")).IsEqualTo("1");
        await Assert.That(refused.Header("RateLimit-Limit")).IsEqualTo("5");
        await Assert.That(refused.Header("RateLimit-Remaining")).IsEqualTo("0");
        await Assert.That(refused.Header("RateLimit-Reset")).IsEqualTo("5");
        await Assert.That((await other.GetAsync("/api/auth/validate")).Status).IsEqualTo(200);
        await Assert.That((await greedy.GetAsync("/health")).Status).IsEqualTo(200);

        clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.That((await greedy.GetAsync("/api/auth/validate")).Status).IsEqualTo(200);
        await Assert.That((await greedy.GetAsync("/api/auth/validate")).Status).IsEqualTo(429);
    }

    [Test]
    public async Task What_is_left_counts_down()
    {
        await using var app = await StartAsync(new MovableClock(Now));
        var user = app.NewUser();

        var first = await user.GetAsync("/api/auth/validate");
        var second = await user.GetAsync("/api/auth/validate");

        await Assert.That(first.Header("RateLimit-Limit")).IsEqualTo("300");
        await Assert.That(first.Header("RateLimit-Remaining")).IsEqualTo("299");
        await Assert.That(first.Header("RateLimit-Reset")).IsEqualTo("1");
        await Assert.That(second.Header("RateLimit-Remaining")).IsEqualTo("298");
    }

    [Test]
    [Arguments("Search", "GET", "/api/symbol_search?q=coca", null)]
    [Arguments("Refresh", "GET", "/api/portfolio?force_refresh=true", null)]
    [Arguments("Refresh", "GET", "/api/complete?include_historical=false&Force_Refresh=1", null)]
    [Arguments("Refresh", "POST", "/api/financials/force-refresh?symbol=KO", null)]
    [Arguments("Import", "POST", "/api/import?preview=true", """{"schema":"none"}""")]
    [Arguments("Import", "POST", "/api/transactions/bulk", """{"transactions":[]}""")]
    [Arguments("Export", "GET", "/api/export", null)]
    public async Task What_costs_more_is_granted_less_often_and_holds_nothing_else_up(
        string kind, string method, string path, string? body)
    {
        await using var app = await StartAsync(
            new MovableClock(Now), ($"{kind}__Burst", "2"), ($"{kind}__PerMinute", "6"));
        var user = app.NewUser();
        Task<Answer> AskAsync() => user.SendAsync(new(method), path, body);

        var first = await AskAsync();
        var second = await AskAsync();
        var refused = await AskAsync();

        await Assert.That(first.Status).IsNotEqualTo(429);
        await Assert.That(first.Header("RateLimit-Limit")).IsEqualTo("2");
        await Assert.That(first.Header("RateLimit-Remaining")).IsEqualTo("1");
        await Assert.That(second.Header("RateLimit-Remaining")).IsEqualTo("0");
        await ErrorShape.AssertAsync(refused, 429, "RateLimitError");
        await Assert.That(refused.Header("Retry-After")).IsEqualTo("10");
        await Assert.That(refused.Json.GetProperty("message").GetString()).Contains("at most 2 at once");
        await Assert.That((await user.GetAsync("/api/auth/validate")).Header("RateLimit-Limit")).IsEqualTo("300");
        await Assert.That((await app.NewUser().SendAsync(new(method), path, body)).Status).IsNotEqualTo(429);
    }

    [Test]
    public async Task Tokens_that_are_refused_count_for_the_address_and_never_against_a_user()
    {
        await using var app = await StartAsync(new MovableClock(Now), ("Burst", "3"));
        var guesser = app.Stranger with { Token = "a.b.c" };

        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            statuses.Add((await guesser.GetAsync("/api/transactions")).Status);
        }

        await Assert.That(statuses).IsEquivalentTo([401, 401, 401, 429, 429]);
        await Assert.That((await app.Stranger.GetAsync("/api/transactions")).Header("Retry-After")).IsEqualTo("1");
        await Assert.That((await app.NewUser().GetAsync("/api/auth/validate")).Status).IsEqualTo(200);
    }

    [Test]
    [Arguments("RateLimits:Burst", "0")]
    [Arguments("RateLimits:PerSecond", "many")]
    [Arguments("RateLimits:Import:PerMinute", "-3")]
    public async Task A_limit_that_is_none_is_refused_with_the_remedy(string name, string value)
    {
        var options = new RateLimitOptions();
        RateLimitOptions.Read(options, new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [name] = value }).Build());

        var verdict = new RateLimitOptions.Validator().Validate(null, options);

        await Assert.That(verdict.Failed).IsTrue();
        await Assert.That(verdict.FailureMessage!).Contains($"{name} is \"{value}\"");
        await Assert.That(verdict.FailureMessage!).Contains("whole number from 1");
    }

    private static Task<App> StartAsync(TimeProvider clock, params (string Name, string Value)[] limits) =>
        App.StartAsync(new()
        {
            Clock = clock,
            Settings = limits.ToDictionary(limit => $"RateLimits__{limit.Name}", limit => (string?)limit.Value),
        });
}
