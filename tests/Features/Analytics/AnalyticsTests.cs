using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Analytics;

internal sealed class AnalyticsTests
{
    [Test]
    public async Task The_summary_and_the_holdings_have_the_figures_of_the_complete_document()
    {
        var user = await Investor.OfAsync(App.SharedAsync());
        var document = await Investor.SettledAsync(user);

        var summary = (await user.GetAsync("/api/analytics/summary")).Data;
        var holdings = (await user.GetAsync("/api/analytics/holdings?include_sold=true")).Data;

        var portfolio = document.GetProperty("portfolio_data");
        await Assert.That(Number(summary, "portfolio_value")).IsEqualTo(Number(portfolio, "total_value"));
        await Assert.That(Number(summary, "total_profit")).IsEqualTo(Number(portfolio, "total_profit"));
        await Assert.That(Number(summary, "irr_percent"))
            .IsEqualTo(Number(document.GetProperty("performance_data"), "irr_percent"));
        await Assert.That(Number(summary.GetProperty("dividend_summary"), "total_received")).IsEqualTo(2.28m);
        await Assert.That(summary.GetProperty("cash_balance").ValueKind).IsEqualTo(JsonValueKind.Null);

        // Each of three rows is rounded to a cent by itself.
        await Assert.That(holdings.EnumerateArray().Sum(row => Number(row, "total_profit")))
            .IsEqualTo(Number(portfolio, "total_profit")).Within(0.02m);
        var ko = holdings.EnumerateArray().Single(row => row.GetProperty("symbol").GetString() == "KO");
        await Assert.That(Number(ko, "realized_pnl")).IsEqualTo(9.76m);
        await Assert.That(Number(ko, "total_bought")).IsEqualTo(573.10m);
        await Assert.That(Number(ko, "total_sold")).IsEqualTo(239m);
        await Assert.That(Number(ko, "cost_basis")).IsEqualTo(343.86m);
        await Assert.That(Number(ko, "dividends_received")).IsEqualTo(2.28m);
        await Assert.That(ko.GetProperty("irr_percent").ValueKind).IsEqualTo(JsonValueKind.Number);
        await Assert.That(Number(summary, "period_return_percent"))
            .IsEqualTo(Number(document.GetProperty("performance_data"), "period_return_percent"));
        await Assert.That(ko.GetProperty("period_return_percent").ValueKind).IsEqualTo(JsonValueKind.Number);
    }

    [Test]
    public async Task A_symbol_sold_altogether_is_listed_only_when_asked_for()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync("/api/transactions",
            """{"symbol":"KO","transaction_type":"Buy","quantity":1,"price":50,"date":"2021-02-03"}""");
        await user.PostAsync("/api/transactions",
            """{"symbol":"KO","transaction_type":"Sell","quantity":1,"price":60,"date":"2021-02-04"}""");

        var (held, all) = (await user.GetAsync("/api/analytics/holdings"),
            await user.GetAsync("/api/analytics/holdings?include_sold=1"));

        await Assert.That(held.Data.GetArrayLength()).IsEqualTo(0);
        await Assert.That(Number(all.Data[0], "total_profit")).IsEqualTo(10m);
        await Assert.That(Number(all.Data[0], "current_value")).IsEqualTo(0m);
    }

    [Test]
    [Arguments("fifo", 40)]
    [Arguments("lifo", 20)]
    [Arguments("hifo", 10)]
    [Arguments("average", 23.33)]
    public async Task Lots_are_told_by_the_method_asked_for(string method, double gain)
    {
        var user = (await App.SharedAsync()).NewUser();
        foreach (var (day, type, price) in ((string, string, int)[])[
            ("03", "Buy", 20), ("04", "Buy", 50), ("05", "Buy", 40), ("08", "Sell", 60)])
        {
            await user.PostAsync("/api/transactions", $$"""
                {"symbol":"KO","transaction_type":"{{type}}","quantity":1,"price":{{price}},"date":"2021-02-{{day}}"}
                """);
        }

        var position = (await user.GetAsync($"/api/analytics/lots?symbol=ko&method={method}")).Data
            .GetProperty("positions")[0];

        await Assert.That(Number(position, "realized_gain")).IsEqualTo((decimal)gain);
        await Assert.That(Number(position, "cost") + 60 - Number(position, "realized_gain")).IsEqualTo(110m);
        await Assert.That(position.GetProperty("disposals")[0].GetProperty("lots").GetArrayLength()).IsEqualTo(1);
        await Assert.That(position.GetProperty("open_lots").EnumerateArray().Sum(lot => Number(lot, "quantity")))
            .IsEqualTo(2m);
    }

    [Test]
    public async Task The_gross_view_leaves_commissions_out_of_costs_proceeds_and_returns()
    {
        var user = await Investor.OfAsync(App.SharedAsync());

        var lots = (await user.GetAsync("/api/analytics/lots?symbol=KO&fees=excluded")).Data;
        var realized = (await user.GetAsync("/api/analytics/realized?year=2022&fees=excluded")).Data;
        var performance = (await user.GetAsync("/api/analytics/performance?symbol=KO&fees=excluded")).Data;

        // 10 at 57.21 and 4 of them sold at 60; with the two commissions of 1 it would be 343.86 and 9.76.
        await Assert.That(lots.GetProperty("fees").GetString()).IsEqualTo("excluded");
        await Assert.That(Number(lots.GetProperty("positions")[0], "cost")).IsEqualTo(343.26m);
        await Assert.That(Number(realized.GetProperty("total"), "gain")).IsEqualTo(11.16m);
        await Assert.That(Number(performance, "paid_in")).IsEqualTo(572.10m);
        await Assert.That(Number(performance, "taken_out")).IsEqualTo(242.28m);
    }

    [Test]
    public async Task Lots_of_a_past_day_know_nothing_of_later_trades()
    {
        var user = await Investor.OfAsync(App.SharedAsync());

        var answer = await user.GetAsync("/api/analytics/lots?symbol=KO&as_of=2022-05-15");
        var lots = answer.Data.GetProperty("positions");

        await Assert.That(Number(lots[0], "quantity")).IsEqualTo(10m);
        await Assert.That(lots[0].GetProperty("disposals").GetArrayLength()).IsEqualTo(0);
        await Assert.That(lots[0].GetProperty("open_lots")[0].GetProperty("term").GetString()).IsEqualTo("long");
    }

    [Test]
    [Arguments("lots?symbol=ABC", 404)]
    [Arguments("lots?method=best", 422)]
    [Arguments("lots?as_of=2999-01-01", 422)]
    [Arguments("performance?symbol=ABC", 404)]
    [Arguments("performance?from=2024-02-01&to=2024-01-01", 422)]
    [Arguments("performance?to=2999-01-01", 422)]
    [Arguments("realized?year=twenty", 422)]
    [Arguments("realized?method=best", 422)]
    [Arguments("lots?fees=maybe", 422)]
    [Arguments("holdings?include_sold=perhaps", 422)]
    public async Task What_makes_no_sense_is_refused(string query, int status)
    {
        var user = (await App.SharedAsync()).NewUser();

        await Assert.That((await user.GetAsync($"/api/analytics/{query}")).Status).IsEqualTo(status);
    }

    [Test]
    public async Task Four_returns_stand_side_by_side_and_two_of_them_are_those_of_the_complete_document()
    {
        var user = await Investor.OfAsync(App.SharedAsync());
        var document = (await Investor.SettledAsync(user)).GetProperty("performance_data");

        var data = (await user.GetAsync("/api/analytics/performance")).Data;
        var returns = data.GetProperty("returns").EnumerateArray()
            .ToDictionary(row => row.GetProperty("name").GetString()!, row => row);

        await Assert.That(returns.Keys)
            .IsEquivalentTo(["time_weighted", "money_weighted", "modified_dietz", "on_average_investment"]);
        await Assert.That(Number(returns["time_weighted"], "period_percent"))
            .IsEqualTo(Number(document, "twr_percent"));
        await Assert.That(Number(returns["money_weighted"], "annualized_percent")).IsEqualTo(Number(document, "xirr"));
        foreach (var row in returns.Values)
        {
            await Assert.That(row.GetProperty("period_percent").ValueKind).IsEqualTo(JsonValueKind.Number);
            await Assert.That(row.GetProperty("annualized_percent").ValueKind).IsEqualTo(JsonValueKind.Number);
            await Assert.That(row.GetProperty("status").GetString()).IsEqualTo("ok");
            await Assert.That(row.GetProperty("definition").GetString()!.Length).IsGreaterThan(40);
        }

        await Assert.That(Number(data, "gain")).IsEqualTo(Number(data, "closing_value") + Number(data, "taken_out")
            - Number(data, "opening_value") - Number(data, "paid_in")).Within(0.02m);
    }

    [Test]
    public async Task An_empty_portfolio_has_no_returns_and_says_why()
    {
        var user = (await App.SharedAsync()).NewUser();

        var data = (await user.GetAsync("/api/analytics/performance")).Data;

        await Assert.That(data.GetProperty("gain").ValueKind).IsEqualTo(JsonValueKind.Null);
        foreach (var row in data.GetProperty("returns").EnumerateArray())
        {
            await Assert.That(row.GetProperty("status").GetString()).IsEqualTo("unavailable");
            await Assert.That(row.GetProperty("reason").GetString()).IsEqualTo("There was nothing to measure.");
        }
    }

    private static decimal Number(JsonElement row, string name) => row.GetProperty(name).GetDecimal();
}
