using PortfolioTracker.Tests.Support;
using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

/// <summary>What a confirmed dividend comes to where the case is not a plain one.</summary>
internal sealed class ConfirmAmountsTests
{
    private const string Ex = "2024-06-14";

    private static Task<DividendStage> StageAsync() => NewAsync(new Announced(Ex, "2024-07-01", 0.5m));

    [Test]
    public async Task Nothing_may_have_arrived_and_it_is_confirmed_all_the_same()
    {
        var stage = await StageAsync();
        await stage.BuyAsync("2024-01-02", 10);

        var answer = await stage.ConfirmAsync(await stage.IdAsync(Ex), """{"edited_amount":0}""");

        await Assert.That((answer.Status, Number(answer.Data, "total_amount"))).IsEqualTo((200, 0m));
        await Assert.That(Number((await stage.BookingsAsync()).Single(), "price")).IsEqualTo(0m);
        await Assert.That((await stage.OnAsync(Ex)).GetProperty("confirmed").GetBoolean()).IsTrue();
        var summary = await stage.SummaryAsync();
        await Assert.That((Number(summary, "total_received"), Number(summary, "total_pending"))).IsEqualTo((0m, 0m));
    }

    [Test]
    public async Task A_position_sold_since_the_ex_date_still_gets_its_dividend()
    {
        var stage = await StageAsync();
        await stage.BuyAsync("2024-01-02", 10);
        await stage.SellAsync(Ex, 10);
        var row = await stage.OnAsync(Ex);
        await Assert.That((Number(row, "shares_held_at_ex_date"), Number(row, "current_holdings")))
            .IsEqualTo((10m, 0m));

        var answer = await stage.ConfirmAsync(row.GetProperty("id").GetString()!);

        await Assert.That((answer.Status, Number(answer.Data, "total_amount"))).IsEqualTo((200, 5m));
        await Assert.That(Number(await stage.DocumentAsync(), "total_received_all_time")).IsEqualTo(5m);
    }

    [Test]
    public async Task A_split_between_ex_date_and_pay_date_changes_nothing_of_what_is_paid()
    {
        var stage = await StageAsync();
        await stage.BuyAsync("2024-01-02", 10);
        await stage.SplitAsync("2024-06-20", 4);
        var row = await stage.OnAsync(Ex);
        await Assert.That((Number(row, "shares_held_at_ex_date"), Number(row, "current_holdings")))
            .IsEqualTo((10m, 40m));

        var answer = await stage.ConfirmAsync(row.GetProperty("id").GetString()!);

        await Assert.That((Number(answer.Data, "shares"), Number(answer.Data, "per_share_amount"),
            Number(answer.Data, "total_amount"))).IsEqualTo((10m, 0.5m, 5m));
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(5m);
    }

    [Test]
    public async Task A_dividend_is_paid_in_the_currency_of_the_security_whatever_the_trade_was_paid_in()
    {
        var stage = await StageAsync();
        await stage.User.PostAsync("/api/transactions", $$"""
            {"symbol":"{{stage.Symbol}}","transaction_type":"Buy","quantity":10,"price":45,"date":"2024-01-02",
            "currency":"EUR","exchange_rate":1.1}
            """);

        var answer = await stage.ConfirmAsync(await stage.IdAsync(Ex));

        await Assert.That((answer.Data.GetProperty("currency").GetString(), Number(answer.Data, "total_amount")))
            .IsEqualTo(("USD", 5m));
        await Assert.That((await stage.BookingsAsync()).Single().GetProperty("currency").GetString()).IsEqualTo("USD");
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(5m);
    }

    [Test]
    public async Task The_amount_per_share_of_an_edit_wins_over_its_total_and_a_member_given_twice_is_refused()
    {
        var stage = await StageAsync();
        await stage.BuyAsync("2024-01-02", 10);
        var id = await stage.IdAsync(Ex);

        var twice = await stage.EditAsync(id,
            """{"ex_date":"2024-06-14","amount_per_share":0.7,"amount_per_share":0.9}""");
        var both = await stage.EditAsync(id, """{"ex_date":"2024-06-14","amount_per_share":0.7,"total_amount":9}""");

        await Assert.That((twice.Status, both.Status)).IsEqualTo((422, 200));
        await Assert.That(Number(await stage.OnAsync(Ex), "total_amount")).IsEqualTo(7m);
    }

    [Test]
    public async Task Pence_are_turned_into_pounds_once()
    {
        var provider = new ScriptedProvider
        {
            Answer = query => (query.Function, query.Symbol) switch
            {
                ("SYMBOL_SEARCH", "TSCO.LON") => ScriptedProvider.Match("TSCO.LON", "Tesco PLC", "GBX"),
                ("TIME_SERIES_DAILY", "TSCO.LON") => ScriptedProvider.Bars(("2026-05-15", 450m), ("2026-05-14", 448m)),
                ("DIVIDENDS", "TSCO.LON") => """
                    {"symbol":"TSCO.LON","data":[{"ex_dividend_date":"2026-05-14","declaration_date":"None",
                    "record_date":"None","payment_date":"2026-05-15","amount":"9.45"}]}
                    """,
                ("FX_DAILY", "GBP/USD") => ScriptedProvider.Bars(("2026-05-15", 1.6m), ("2026-05-14", 1.6m)),
                _ => null,
            },
        };
        await using var app = await ResearchApp.StartAsync(provider);
        var stage = new DividendStage(app, app.NewUser(), "TSCO.LON");
        await stage.User.PostAsync("/api/transactions", """
            {"symbol":"TSCO.LON","transaction_type":"Buy","quantity":100,"price":440,"date":"2026-05-11",
            "currency":"GBX"}
            """);
        await Wait.UntilAsync(async () => (await stage.ListAsync()).Count == 1);

        var answer = await stage.ConfirmAsync(await stage.IdAsync("2026-05-14"));

        // 100 x 9.45 pence, at 1.60 dollars.
        await Assert.That((answer.Data.GetProperty("currency").GetString(), Number(answer.Data, "total_amount")))
            .IsEqualTo(("GBP", 9.45m));
        var booking = (await stage.BookingsAsync()).Single();
        await Assert.That((booking.GetProperty("currency").GetString(), Number(booking, "price")))
            .IsEqualTo(("GBP", 0.0945m));
        await Assert.That(Number(await stage.SummaryAsync(), "total_received")).IsEqualTo(15.12m);
    }
}
