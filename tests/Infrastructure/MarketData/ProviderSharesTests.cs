using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

/// <summary>A day of 25 calls, and one user who would have them all.</summary>
internal sealed class ProviderSharesTests
{
    [Test]
    [Arguments(40, 10)]
    [Arguments(1, 2)]
    [Arguments(100, 25)]
    public async Task A_user_who_searches_on_and_on_spends_their_share_and_no_more(int percent, int callsMax)
    {
        var provider = new ScriptedProvider { Answer = ResearchApp.Script };
        await using var app = await StartAsync(provider, percent);
        var user = app.NewUser();

        for (var i = 0; i < 30; i++)
        {
            await user.GetAsync($"/api/symbol_search?q=nothing{i}");
        }

        await Assert.That(provider.Count("SYMBOL_SEARCH")).IsEqualTo(callsMax);
    }

    [Test]
    public async Task Who_has_spent_it_is_told_so_on_every_instance_and_the_others_go_on()
    {
        var provider = new ScriptedProvider { Answer = ResearchApp.Script };
        var clock = new ShiftedClock(ResearchApp.Saturday);
        await using var first = await StartAsync(provider, 8, clock: clock);
        await using var second = await StartAsync(provider, 8, first.Database, clock);
        var user = first.NewUser();
        await user.GetAsync("/api/symbol_search?q=one");
        await user.GetAsync("/api/quote/IBM");

        var here = await user.GetAsync("/api/symbol_search?q=two");
        var there = await second.As(user.Id).GetAsync("/api/quote/KO");
        var known = await user.GetAsync("/api/quote/IBM");
        var other = await second.NewUser().GetAsync("/api/quote/PEP");

        await ErrorShape.AssertAsync(here, 503, "ExternalServiceError");
        await Assert.That(here.Text).Contains("calls of today is spent");
        await Assert.That(int.Parse(here.Header("Retry-After")!, CultureInfo.InvariantCulture))
            .IsBetween(57_000, 57_600);
        await ErrorShape.AssertAsync(there, 503, "ExternalServiceError");
        await Assert.That(there.Text).Contains("Your share");
        await Assert.That((known.Status, other.Status)).IsEqualTo((200, 200));

        clock.Advance(TimeSpan.FromHours(16) + TimeSpan.FromMinutes(1));
        await Assert.That((await first.As(user.Id).GetAsync("/api/quote/KO")).Status).IsEqualTo(200);
    }

    [Test]
    public async Task A_document_waits_for_prices_within_the_share_of_its_user()
    {
        var provider = new ScriptedProvider { Answer = ResearchApp.Script };
        // All but two calls are for those who wait, and two are the share: what is asked after them is waited for.
        await using var app = await StartAsync(provider, 8, reserved: 23);
        var user = app.NewUser();
        await user.GetAsync("/api/symbol_search?q=one");
        await user.GetAsync("/api/symbol_search?q=two");
        await user.PostAsync("/api/transactions", TradeJson.With(("symbol", "\"KO\"")));

        var document = await user.GetAsync("/api/complete");

        await Assert.That(document.Status).IsEqualTo(200);
        await Assert.That(provider.Queries.Count).IsEqualTo(2);
    }

    [Test]
    public async Task What_a_user_s_share_does_not_reach_goes_on_by_its_worth_when_nobody_waits()
    {
        var provider = new ScriptedProvider { Answer = Listed };
        await using var app = await StartAsync(provider, 40);
        var user = app.NewUser();

        // What is held was looked up a moment ago: nothing.
        await user.GetAsync("/api/market/budget");
        var added = await user.PostAsync("/api/transactions/bulk", $$"""
            {"transactions":[{{string.Join(',', Enumerable.Range(0, 30).Select(i => TradeJson.With(
                ("symbol", $"\"S{i:00}\""), ("quantity", $"{1L << i}"), ("unpriced", null))))}}]}
            """);
        await user.GetAsync("/api/complete");
        var refresher = app.Services.GetRequiredService<MarketRefresher>();
        await MarketRig.UntilAsync(() => provider.Queries.Count >= 23 && refresher.Waiting == 0);

        var budget = (await user.GetAsync("/api/market/budget")).Data;
        var priced = provider.Queries.Where(query => query.Function == "TIME_SERIES_DAILY")
            .Select(query => query.Symbol).ToHashSet();
        await Assert.That(added.Status).IsEqualTo(200);
        await Assert.That(budget.GetProperty("symbols_held").GetInt32()).IsEqualTo(30);
        await Assert.That(Enumerable.Range(16, 14).Select(i => $"S{i}").Except(priced)).IsEmpty();
    }

    [Test]
    [Arguments(1, true)]
    [Arguments(100, true)]
    [Arguments(0, false)]
    [Arguments(101, false)]
    public async Task A_share_is_a_percentage(int percent, bool isValid) =>
        await Assert.That(new ProviderBudgetOptionsValidator()
            .Validate(null, new() { UserSharePercent = percent }).Succeeded).IsEqualTo(isValid);

    private static string? Listed(ProviderQuery query) => query switch
    {
        { Full: true } => ScriptedProvider.FullRefused,
        { Function: "TIME_SERIES_DAILY" } => ScriptedProvider.Bars(("2026-05-15", 100.5m)),
        { Function: "SPLITS" or "DIVIDENDS" } => $$"""{"symbol":"{{query.Symbol}}","data":[]}""",
        _ => null,
    };

    private static Task<App> StartAsync(
        ScriptedProvider provider, int percent, string? database = null, TimeProvider? clock = null,
        int reserved = 2) =>
        ResearchApp.StartAsync(
            provider, clock, database, ("AlphaVantage__UserSharePercent", $"{percent}"),
            ("AlphaVantage__CallsReservedForUsers", $"{reserved}"));
}
