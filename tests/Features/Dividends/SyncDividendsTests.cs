using System.Globalization;
using System.Text.Json;
using PortfolioTracker.Tests.Support;
using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

internal sealed class SyncDividendsTests
{
    private const string Root = "/api/analytics/dividends";

    [Test]
    public async Task Recorded_dividends_of_the_provider_become_what_the_user_is_entitled_to()
    {
        var recorded = File.ReadLines(SharedFiles.PathOrSkip("alphavantage", "DIVIDENDS", "ibm_2026-05-17.csv")).Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => cells[0], cells => decimal.Parse(cells[4], CultureInfo.InvariantCulture));
        await using var provider = await RecordedProvider.StartAsync(RecordedFolder.OrSkip());
        await using var app = await StartAsync(provider);
        var stage = new DividendStage(app, app.NewUser(), "IBM");
        await stage.BuyAsync("2025-05-08", 10);

        await Wait.UntilAsync(async () =>
        {
            var sync = await stage.User.PostAsync(Root + "/sync?symbol=ibm", null);
            return sync.Data.GetProperty("total_found").GetInt32() == recorded.Count;
        });

        // Bought the day before the ex-date of 2025-05-09.
        var rows = await stage.ListAsync();
        var entitled = recorded.Where(row => string.CompareOrdinal(row.Key, "2025-05-08") > 0).ToArray();
        await Assert.That(entitled.Length).IsGreaterThan(3);
        await Assert.That(rows.Count).IsEqualTo(entitled.Length);
        foreach (var (exOn, amount) in entitled)
        {
            var row = rows.Single(row => row.GetProperty("ex_date").GetString() == exOn);
            await Assert.That((Number(row, "total_amount"), row.GetProperty("source").GetString()))
                .IsEqualTo((amount * 10, "alpha_vantage"));
        }
    }

    [Test]
    public async Task Recorded_amounts_from_before_a_split_and_days_that_were_not_told_are_taken_as_they_were()
    {
        await using var provider = await RecordedProvider.StartAsync(RecordedFolder.OrSkip());
        await using var app = await StartAsync(provider);
        var stage = new DividendStage(app, app.NewUser(), "IBM");
        await stage.BuyAsync("1999-02-01", 10);
        await Wait.UntilAsync(async () =>
        {
            await stage.User.PostAsync(Root + "/sync?symbol=IBM", null);
            return (await stage.ListAsync()).Exists(row =>
                row.GetProperty("ex_date").GetString() == "1999-08-06" && Number(row, "shares_held_at_ex_date") == 20);
        });

        // As paid: 0.24 on ten shares, then 0.12 on the twenty that they became on 27 May 1999.
        foreach (var (exOn, shares, total) in ((string, decimal, decimal)[])
            [("1999-02-08", 10, 2.2m), ("1999-05-06", 10, 2.4m), ("1999-08-06", 20, 2.4m)])
        {
            var row = await stage.OnAsync(exOn);
            await Assert.That((Number(row, "shares_held_at_ex_date"), Number(row, "total_amount"),
                row.GetProperty("pay_date").ValueKind)).IsEqualTo((shares, total, JsonValueKind.Null)).Because(exOn);
        }

        // Without a pay date it is booked on its ex-date.
        var answer = await stage.ConfirmAsync(await stage.IdAsync("1999-05-06"));
        await Assert.That((answer.Status, answer.Data.GetProperty("pay_date").GetString()))
            .IsEqualTo((200, "1999-05-06"));
    }

    [Test]
    public async Task Of_the_sandbox_too_and_what_was_asked_lately_is_not_asked_again()
    {
        var stage = await NewAsync() with { Symbol = "JNJ" };
        await stage.BuyAsync("2022-01-03", 10);

        var first = await (stage with { User = stage.User.V1 }).User.PostAsync(Root + "/sync?symbol=JNJ", null);
        var second = await stage.User.PostAsync(Root + "/sync?symbol=JNJ", "{}");

        await Assert.That(first.Json.GetProperty("success").GetBoolean()).IsTrue();
        await Assert.That(first.Json.GetProperty("data").GetProperty("total_found").GetInt32()).IsGreaterThan(10);
        await Assert.That((await stage.ListAsync()).Count).IsGreaterThan(10);
        await Assert.That(second.Data.GetProperty("dividends_synced").GetInt32()).IsEqualTo(0);
        await Assert.That(second.Data.GetProperty("from_cache").GetBoolean()).IsTrue();
    }

    [Test]
    public async Task Without_a_symbol_or_with_none_that_could_be_one_it_is_refused()
    {
        var user = (await App.SharedAsync()).NewUser();

        var blank = await user.PostAsync(Root + "/sync?symbol=%20", null);

        await Assert.That((blank.Status, blank.Json.GetProperty("message").GetString()))
            .IsEqualTo((400, "Symbol cannot be empty"));
        await Assert.That((await user.PostAsync(Root + "/sync", null)).Status).IsEqualTo(400);
        await Assert.That((await user.PostAsync(Root + "/sync?symbol=A$", null)).Status).IsEqualTo(422);
    }

    [Test]
    public async Task All_can_be_synchronised_once_in_five_minutes_on_whatever_instance()
    {
        var clock = new ShiftedClock(DateTimeOffset.UtcNow);
        await using var app = await App.StartAsync(new() { Clock = clock });
        await using var other = await App.StartAsync(new() { Clock = clock, Database = app.Database });
        var stage = await NewAsync(app, new Announced("2024-06-14", "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);

        var first = await stage.User.V1.PostAsync(Root + "/sync-all", null);
        var tooEarly = await other.As(stage.User.Id).PostAsync(Root + "/sync-all", null);
        clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        var later = await stage.User.PostAsync(Root + "/sync-all", null);

        await Assert.That((first.Status, first.Json.GetProperty("rate_limited").GetBoolean(),
            first.Json.GetProperty("data").GetProperty("total_symbols").GetInt32())).IsEqualTo((200, false, 1));
        await Assert.That((tooEarly.Status, tooEarly.Json.GetProperty("rate_limited").GetBoolean(),
            tooEarly.Data.GetProperty("total_symbols").GetInt32())).IsEqualTo((200, true, 0));
        await Assert.That(tooEarly.Json.GetProperty("message").GetString())
            .IsEqualTo("Dividend sync rate limited. Try again in a few minutes.");
        await Assert.That(later.Json.GetProperty("rate_limited").GetBoolean()).IsFalse();
    }

    [Test]
    public async Task Assigning_tells_the_caller_alone_what_waits()
    {
        var stage = await NewAsync(
            new Announced("2024-03-14", "2024-04-01", 0.5m), new("2024-06-14", "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);
        await stage.ConfirmAsync(await stage.IdAsync("2024-03-14"));

        var answer = await stage.User.PostAsync(Root + "/assign-simple", null);

        var result = answer.Data.GetProperty("assignment_results").EnumerateArray().Single();
        await Assert.That((answer.Data.GetProperty("total_users").GetInt32(),
            answer.Data.GetProperty("total_assigned").GetInt32())).IsEqualTo((1, 1));
        await Assert.That(result.GetProperty("user_id").GetGuid()).IsEqualTo(stage.User.Id);
    }

    [Test]
    public async Task Of_an_empty_ledger_there_is_nothing()
    {
        var user = (await App.SharedAsync()).NewUser();

        var all = await user.PostAsync(Root + "/sync-all", null);
        var summary = (await user.GetAsync(Root + "/summary")).Data;

        await Assert.That(all.Json.GetProperty("message").GetString()).IsEqualTo("No transactions found for user");
        await Assert.That((Number(summary, "total_received"), Number(summary, "total_pending"),
            Number(summary, "ytd_received"))).IsEqualTo((0m, 0m, 0m));
        await Assert.That((summary.GetProperty("confirmed_count").GetInt32(),
            summary.GetProperty("pending_count").GetInt32())).IsEqualTo((0, 0));
        await Assert.That((await user.GetAsync(Root)).Data.GetArrayLength()).IsEqualTo(0);
    }

    private static Task<App> StartAsync(RecordedProvider provider) => App.StartAsync(new()
    {
        Settings = new()
        {
            ["ALPHA_VANTAGE_API_KEY"] = "KEYOFTHETESTS123",
            ["ALPHA_VANTAGE_BASE_URL"] = new Uri(provider.Address, "query").ToString(),
            ["ALPHA_VANTAGE_REQUESTS_PER_SECOND"] = "100",
        },
    });
}
