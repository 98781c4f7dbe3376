using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>The bodies of the portfolio's views in both versions, as clients see them: one file each beside this one.
/// The day is fixed and the market is the sandbox, so that figures are the same in every run.</summary>
internal sealed class ViewsContractTests
{
    private static readonly Lazy<Task<Caller>> User = new(StartAsync);
    private static App? app;

    [Test]
    [Arguments("get-portfolio", "/api/portfolio")]
    [Arguments("get-allocation", "/api/allocation")]
    [Arguments("get-historical-performance", "/api/portfolio/performance/historical?period=7D")]
    [Arguments("get-summary", "/api/analytics/summary")]
    [Arguments("get-holdings", "/api/analytics/holdings")]
    [Arguments("get-lots", "/api/analytics/lots?symbol=KO")]
    [Arguments("get-performance", "/api/analytics/performance?from=2024-01-01&to=2024-12-31")]
    [Arguments("get-realized-gains", "/api/analytics/realized?year=2022")]
    [Arguments("get-dashboard", "/api/dashboard")]
    [Arguments("get-dashboard-performance", "/api/dashboard/performance?period=7D")]
    [Arguments("get-gainers", "/api/dashboard/gainers")]
    [Arguments("get-losers", "/api/dashboard/losers")]
    [Arguments("list-watchlist", "/api/watchlist")]
    [Arguments("list-watchlist-without-quotes", "/api/watchlist?include_quotes=false")]
    [Arguments("get-symbol-status", "/api/watchlist/KO/status")]
    [Arguments("get-profile", "/api/profile")]
    [Arguments("get-currency", "/api/profile/currency")]
    [Arguments("get-features", "/api/features")]
    public async Task A_view_is_what_it_was(string name, string path)
    {
        var user = await User.Value;

        foreach (var caller in (Caller[])[user.V1, user])
        {
            var answer = await caller.GetAsync(path);
            await Assert.That(answer.Status).IsEqualTo(200);
            await GoldenBody.CheckAsync($"{name}.{caller.Version ?? "v2"}.json", answer.Json);
        }
    }

    [Test]
    [Arguments("get-complete-portfolio", "/api/portfolio/complete?include_historical=false")]
    [Arguments("get-complete-portfolio-as-of", "/api/complete?as_of=2021-03-05")]
    public async Task The_complete_document_is_what_it_was(string name, string path)
    {
        await User.Value;
        // Somebody whose ledger nothing else changes meanwhile.
        var user = await Investor.OfAsync(Task.FromResult(app!));
        await Investor.SettledAsync(user);
        await user.GetAsync(path);

        foreach (var caller in (Caller[])[user.V1, user])
        {
            var answer = await caller.GetAsync(path);
            await Assert.That(answer.Status).IsEqualTo(200);
            await Assert.That(answer.Header("ETag")).IsNotNull();
            await GoldenBody.CheckAsync($"{name}.{caller.Version ?? "v2"}.json", answer.Json);
        }
    }

    [Test]
    [Arguments("clear-cache", "POST", "/api/cache/clear", null)]
    [Arguments("edit-profile", "PATCH", "/api/profile", """{"country":"DE"}""")]
    [Arguments("edit-symbol", "PUT", "/api/watchlist/KO", """{"notes":"Twice a year"}""")]
    [Arguments("remove-symbol", "DELETE", "/api/watchlist/NONE", null)]
    public async Task An_answer_to_a_write_is_what_it_was(string name, string method, string path, string? body)
    {
        var user = await User.Value;

        foreach (var caller in (Caller[])[user.V1, user])
        {
            var answer = await caller.SendAsync(new(method), path, body);
            await Assert.That(answer.Status).IsEqualTo(200);
            await GoldenBody.CheckAsync($"{name}.{caller.Version ?? "v2"}.json", answer.Json);
        }
    }

    [Test]
    [Arguments("create-profile", "/api/profile", """
        {"first_name":"José","last_name":"Łuczak","country":"de","base_currency":"eur","cost_method":"hifo"}
        """)]
    [Arguments("add-symbol", "/api/watchlist/ko", """{"notes":"Twice a year","target_price":80.5}""")]
    public async Task What_is_made_anew_is_told_as_it_was(string name, string path, string body)
    {
        await User.Value;

        foreach (var caller in (Caller[])[app!.NewUser().V1, app.NewUser()])
        {
            var answer = await caller.PostAsync(path, body);
            await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
            await GoldenBody.CheckAsync($"{name}.{caller.Version ?? "v2"}.json", answer.Json);
        }
    }

    [After(Class)]
    public static async Task StopAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    private static async Task<Caller> StartAsync()
    {
        app = await App.StartAsync(new()
        {
            Clock = new ShiftedClock(new(2025, 3, 14, 21, 30, 0, TimeSpan.Zero)),
            Settings = new() { ["Features__new_charts"] = "true" },
        });
        var user = await Investor.OfAsync(Task.FromResult(app));
        await user.PostAsync("/api/profile",
            """{"first_name":"José","last_name":"Łuczak","country":"DE","base_currency":"USD"}""");
        await user.PostAsync("/api/watchlist/KO", """{"notes":"Twice a year","target_price":80}""");
        await Investor.SettledAsync(user);

        // Names and sectors come last; without them the bodies would differ from run to run.
        var refresher = app.Services.GetRequiredService<MarketRefresher>();
        await Wait.UntilAsync(async () =>
        {
            await user.GetAsync("/api/portfolio?force_refresh=true");
            return refresher.Waiting == 0 && (await user.GetAsync("/api/allocation")).Data.GetProperty("allocations")
                .EnumerateArray().All(row => row.GetProperty("region").GetString() is not null);
        });
        return user;
    }

    /// <summary>Goes as fast as the real clock, from another moment on.</summary>
    private sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
    {
        private readonly TimeSpan ahead = start - DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + ahead;
    }
}
