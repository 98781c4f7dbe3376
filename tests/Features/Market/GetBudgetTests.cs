using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData.Planning;
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
    public async Task The_plan_puts_value_first_names_only_what_is_one_s_own_and_says_when_all_is_fresh()
    {
        // Nobody asks for what is held: it is written past the service, and looking after holdings is off.
        await using var app = await ResearchApp.StartAsync(
            new() { Answer = _ => ScriptedProvider.Quota }, new MovableClock(ResearchApp.Saturday),
            settings: ("MarketData__HoldingsRefreshMinutes", "0"));
        var (mine, other) = (app.NewUser(), app.NewUser());
        await BuyAsync(app, mine, "SMALL", 1);
        await BuyAsync(app, other, "LARGE", 1000);
        await BuyAsync(app, other, "SMALL", 2);

        var answer = await mine.GetAsync("/api/market/budget");

        var (budget, queue) = (answer.Data, answer.Data.GetProperty("queue").EnumerateArray().ToArray());
        await Assert.That(string.Join(", ", queue.Take(2).Select(row =>
            $"{row.GetProperty("position")} {row.GetProperty("symbol")} {row.GetProperty("what")} "
            + $"{row.GetProperty("state")}: {row.GetProperty("reason")}")))
            .IsEqualTo("1  Prices planned: nothing is known of it yet, "
                + "2 SMALL Prices planned: nothing is known of it yet");
        await Assert.That(answer.Text).DoesNotContain("LARGE");
        await Assert.That((budget.GetProperty("symbols_held").GetInt32(), budget.GetProperty("prices_due").GetInt32(),
            budget.GetProperty("queue_length").GetInt32())).IsEqualTo((2, 2, 10));

        // Two calls of 25, a thousand in a second.
        await Assert.That(budget.GetProperty("everything_fresh_at").GetString()).IsEqualTo("2026-05-16T12:00:00.002Z");

        var held = await app.Services.GetRequiredService<HeldSymbols>().ReadAsync(default);
        await Assert.That((held.Of("SMALL")!.Holders, held.Of("SMALL")!.Value)).IsEqualTo((2, 30d));
        await Assert.That((held.Of("LARGE")!.Holders, held.Of("LARGE")!.Value)).IsEqualTo((1, 10_000d));
    }

    [Test]
    public async Task A_key_that_is_refused_makes_nothing_fresh()
    {
        await using var app = await ResearchApp.StartAsync(
            new() { Answer = _ => """{"Error Message":"the parameter apikey is invalid or missing."}""" },
            settings: ("MarketData__HoldingsRefreshMinutes", "0"));
        var user = app.NewUser();
        await BuyAsync(app, user, "KO", 1);
        await user.GetAsync("/api/quote/KO");

        var budget = (await user.GetAsync("/api/market/budget")).Data;

        await Assert.That((budget.GetProperty("status").GetString(), budget.GetProperty("prices_due").GetInt32(),
            budget.GetProperty("everything_fresh_at").ValueKind)).IsEqualTo(("closed", 1, JsonValueKind.Null));
    }

    private static async Task BuyAsync(App app, Caller user, string symbol, int quantity)
    {
        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Postgres.ExecuteAsync(admin, $$"""
            select set_config('request.jwt.claims', '{"sub":"{{user.Id}}"}', false);
            insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date)
            values ('{{user.Id}}', 'Buy', '{{symbol}}', {{quantity}}, 10, '2026-05-01');
            """);
    }

    private static int Left(JsonElement budget) => budget.GetProperty("calls_left_today").GetInt32();
}
