using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData.Planning;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Market;

internal sealed class GetBudgetTests
{
    [Test]
    public async Task Calls_are_counted_down_and_a_spent_day_says_until_when()
    {
        var provider = new ScriptedProvider { Answer = ResearchApp.Script };
        await using var app = await ResearchApp.StartAsync(provider);
        var user = app.NewUser();

        var fresh = (await user.GetAsync("/api/market/budget")).Data;
        await user.GetAsync("/api/quote/IBM");
        var after = (await user.V1.GetAsync("/api/market/budget")).Data;
        provider.Answer = _ => ScriptedProvider.Quota;
        await user.GetAsync("/api/quote/KO");
        var spent = (await user.GetAsync("/api/market/budget")).Data;

        await Assert.That((Left(fresh), Left(after), Left(spent))).IsEqualTo((25, 24, 0));
        await Assert.That(after.GetProperty("closed_until").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That((after.GetProperty("status").GetString(), spent.GetProperty("status").GetString()))
            .IsEqualTo(("ok", "closed"));

        // Midnight in New York, in summer.
        await Assert.That(spent.GetProperty("closed_until").GetString()).IsEqualTo("2026-05-17T04:00:00.000Z");
        await Assert.That(spent.GetProperty("breaker").GetProperty("state").GetString()).IsEqualTo("closed");
    }

    [Test]
    public async Task The_plan_puts_value_first_and_names_only_what_is_one_s_own()
    {
        var provider = new ScriptedProvider { Answer = _ => ScriptedProvider.Quota };
        await using var app = await ResearchApp.StartAsync(provider);
        var (mine, other) = (app.NewUser(), app.NewUser());
        await BuyAsync(mine, "SMALL", 1);
        await BuyAsync(other, "LARGE", 1000);
        await BuyAsync(other, "SMALL", 2);

        // What is held is looked up at most every five minutes.
        ((ShiftedClock)app.Clock).Advance(TimeSpan.FromMinutes(6));
        var refresher = app.Services.GetRequiredService<MarketRefresher>();
        await Wait.UntilAsync(() => Task.FromResult(refresher.Waiting == 0));
        var answer = await mine.GetAsync("/api/market/budget");
        var own = answer.Data.GetProperty("queue").EnumerateArray().Single(row =>
            row.GetProperty("what").GetString() == "Prices" && row.GetProperty("symbol").GetString() == "SMALL");

        // Whether its turn has come to be queued when we look is a matter of moments.
        await Assert.That((string[])["nothing is known of it yet", "it was asked for, and is made when nobody waits"])
            .Contains(own.GetProperty("reason").GetString()!);
        await Assert.That(own.GetProperty("position").GetInt32()).IsGreaterThan(1);
        await Assert.That(answer.Text).DoesNotContain("LARGE");

        var planned = await refresher.PlannedAsync(default);
        await Assert.That(string.Join(' ', planned.Select(plan => plan.Candidate.Item)
            .Where(item => item.Kind == FetchKind.Prices).Select(item => item.Key))).IsEqualTo("LARGE SMALL");

        var held = await app.Services.GetRequiredService<HeldSymbols>().ReadAsync(default);
        await Assert.That((held.Of("SMALL")!.Holders, held.Of("SMALL")!.Value)).IsEqualTo((2, 30d));
        await Assert.That((held.Of("LARGE")!.Holders, held.Of("LARGE")!.Value)).IsEqualTo((1, 10_000d));
    }

    private static async Task BuyAsync(Caller user, string symbol, int quantity)
    {
        var answer = await user.PostAsync("/api/transactions", $$"""
            {"symbol":"{{symbol}}","transaction_type":"Buy","quantity":{{quantity}},"price":10,"date":"2026-05-01",
            "currency":"USD","unpriced":true}
            """);
        await Assert.That(answer.Status).IsEqualTo(200);
    }

    private static int Left(JsonElement budget) => budget.GetProperty("calls_left_today").GetInt32();
}
