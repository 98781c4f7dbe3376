using System.Globalization;
using System.Text.Json;
using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

/// <summary>Random trades, changes of trades, and decisions, against a small model: after each of them the income is
/// what the model says. A trade that the ledger refuses changes nothing.</summary>
internal sealed class LedgerModelTests
{
    private const int Steps = 30;
    private static readonly DateOnly First = new(2023, 1, 2);

    [Test]
    [Arguments(11)]
    [Arguments(12)]
    [Arguments(13)]
    [Arguments(14)]
    [Arguments(15)]
    [Arguments(16)]
    public async Task Income_follows_the_ledger_and_the_decisions_in_whatever_order_they_come(int seed)
    {
        var random = new Random(seed);
        var model = new LedgerModel(new(2023, 8, 1), 2,
        [
            new(new(2023, 3, 10), 0.25m), new(new(2023, 6, 9), 0.375m), new(new(2023, 9, 8), 0.5m),
            new(new(2023, 12, 8), 0.625m),
        ]);
        var stage = await NewAsync([.. model.Dividends.Select(d =>
            new Announced(Text(d.ExOn), Text(d.ExOn.AddDays(21)), d.PerShare))]);
        await stage.SplitAsync("2023-08-01", 2);
        model.Trades[await stage.RecordAsync("Buy", Text(First), 10)] = (First, 10);
        foreach (var row in await stage.ListAsync())
        {
            model.Dividends.Single(d => Text(d.ExOn) == row.GetProperty("ex_date").GetString()).Id =
                row.GetProperty("id").GetString()!;
        }

        for (var step = 0; step < Steps; step++)
        {
            var when = $"step {step} of seed {seed}";
            await (random.Next(2) == 0
                ? TradeAsync(stage, model, random, when)
                : DecideAsync(stage, model, random, when));
            await CheckAsync(stage, model, when);
        }
    }

    private static async Task TradeAsync(DividendStage stage, LedgerModel model, Random random, string when)
    {
        var (on, quantity) = (First.AddDays(random.Next(1, 360)), random.Next(1, 9));
        var sign = random.Next(3) == 0 ? -1 : 1;
        var body = $$"""
            {"symbol":"{{stage.Symbol}}","transaction_type":"{{(sign > 0 ? "Buy" : "Sell")}}","quantity":{{quantity}},
            "price":50,"date":"{{Text(on)}}"}
            """;
        var id = model.Trades.Count > 0 ? model.Trades.Keys.ElementAt(random.Next(model.Trades.Count)) : default;
        var what = random.Next(model.Trades.Count > 0 ? 4 : 1);
        var answer = what switch
        {
            2 => await stage.User.PutAsync($"/api/transactions/{id}", body),
            3 => await stage.User.DeleteAsync($"/api/transactions/{id}"),
            _ => await stage.User.PostAsync("/api/transactions", body),
        };
        await Assert.That(answer.Status is 200 or 409).IsTrue().Because($"{when}: {answer.Text}");
        if (answer.Status == 409)
        {
            return;
        }

        if (what == 3)
        {
            model.Trades.Remove(id);
        }
        else
        {
            var row = answer.Data.GetProperty("transaction");
            model.Trades[row.GetProperty("id").GetGuid()] = (on, sign * quantity);
        }
    }

    private static async Task DecideAsync(DividendStage stage, LedgerModel model, Random random, string when)
    {
        var dividend = model.Dividends[random.Next(model.Dividends.Count)];
        var (expected, status) = (0, 0);
        switch (random.Next(9))
        {
            case 0 or 1 or 2:
                (expected, status) = (model.Confirm(dividend), (await stage.ConfirmAsync(dividend.Id)).Status);
                break;
            case 3 or 4:
                var booked = (await stage.BookingsAsync())
                    .Where(row => row.GetProperty("dividend_id").GetString() == dividend.Id).ToList();
                await Assert.That(booked.Count).IsEqualTo(dividend.Booked is null ? 0 : 1).Because(when);
                foreach (var row in booked)
                {
                    status = (await stage.User.DeleteAsync(
                        $"/api/transactions/{row.GetProperty("id").GetString()}")).Status;
                    (expected, dividend.Booked) = (200, null);
                }

                break;
            case 5 or 6 or 7:
                var (exOn, each) = (dividend.AnnouncedExOn.AddDays(random.Next(-4, 5)), random.Next(1, 900) / 1000m);
                (expected, status) = (model.Edit(dividend, exOn, each), (await stage.EditAsync(dividend.Id,
                    string.Create(CultureInfo.InvariantCulture,
                        $$"""{"ex_date":"{{Text(exOn)}}","amount_per_share":{{each}}}"""))).Status);
                break;
            default:
                (expected, status) = (model.Reject(dividend), (await stage.RejectAsync(dividend.Id)).Status);
                break;
        }

        await Assert.That(status).IsEqualTo(expected).Because(when);
    }

    private static async Task CheckAsync(DividendStage stage, LedgerModel model, string when)
    {
        JsonElement summary = await stage.SummaryAsync(), document = await stage.DocumentAsync();
        await Assert.That(Number(summary, "total_received")).IsEqualTo(Money(model.Received)).Because(when);
        await Assert.That(Number(summary, "total_pending")).IsEqualTo(Money(model.Pending)).Because(when);
        await Assert.That((await stage.ListAsync()).Count).IsEqualTo(model.Shown).Because(when);
        await Assert.That((await stage.BookingsAsync()).Count)
            .IsEqualTo(model.Dividends.Count(d => d.Booked is not null)).Because(when);
        await Assert.That((Number(document, "total_received_all_time"), Number(document, "total_pending")))
            .IsEqualTo((Number(summary, "total_received"), Number(summary, "total_pending"))).Because(when);
    }

    private static decimal Money(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
