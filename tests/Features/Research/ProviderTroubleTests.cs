using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Research;

/// <summary>What is said of a provider that failed, and answers again.</summary>
internal sealed class ProviderTroubleTests
{
    [Test]
    public async Task Trouble_is_over_with_the_first_sound_answer_also_where_that_says_that_there_is_nothing()
    {
        var provider = new ScriptedProvider { Answer = _ => "<html>" };
        await using var app = await ResearchApp.StartAsync(
            provider, settings: ("AlphaVantage__UserSharePercent", "100"));
        var user = app.NewUser();
        foreach (var symbol in (string[])["A", "B", "C", "D"])
        {
            await user.GetAsync($"/api/quote/{symbol}");
        }

        var open = (await user.GetAsync("/api/market/budget")).Data;
        await app.ServiceRole().PostAsync("/api/debug/reset-circuit-breaker", null);
        provider.Answer = ResearchApp.Script;
        await user.GetAsync("/api/quote/NOPE");
        var closed = (await user.GetAsync("/api/market/budget")).Data;

        await Assert.That((open.GetProperty("status").GetString(), closed.GetProperty("status").GetString()))
            .IsEqualTo(("degraded", "ok"));
    }

    [Test]
    public async Task That_the_breaker_was_open_is_no_trouble_of_the_provider_once_it_is_closed()
    {
        await using var app = await ResearchApp.StartAsync(new() { Answer = _ => "<html>" });
        var user = app.NewUser();
        foreach (var symbol in (string[])["A", "B", "C", "D"])
        {
            await user.GetAsync($"/api/quote/{symbol}");
        }

        await app.ServiceRole().PostAsync("/api/debug/reset-circuit-breaker", null);

        await Assert.That((await user.GetAsync("/api/market/budget")).Data.GetProperty("message").GetString()!)
            .DoesNotContain("breaker");
    }

    [Test]
    public async Task News_of_which_there_are_none_were_asked_for_once_and_are_no_old_ones()
    {
        await using var app = await ResearchApp.StartAsync(new() { Answer = ResearchApp.Script });
        var user = app.NewUser();

        var first = (await user.GetAsync("/api/news/NOPE")).Json.GetProperty("metadata");
        var second = (await user.GetAsync("/api/news/NOPE")).Json.GetProperty("metadata");

        await Assert.That((Status(first), Status(second))).IsEqualTo(("miss", "hit"));
        static string? Status(JsonElement metadata) => metadata.GetProperty("cache_status").GetString();
    }
}
