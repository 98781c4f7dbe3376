using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Portfolio;

internal sealed class PortfolioViewsTests
{
    private const string Historical = "/api/portfolio/performance/historical";

    [Test]
    public async Task Portfolio_allocation_and_dashboard_agree_with_the_complete_document()
    {
        var user = (await Investor.OfAsync(App.SharedAsync())).V1;
        var complete = (await Investor.SettledAsync(user with { Version = null })).GetProperty("portfolio_data");

        var portfolio = (await user.GetAsync("/api/portfolio")).Json;
        var allocation = (await user.GetAsync("/api/allocation")).Data;
        var dashboard = (await user.GetAsync("/api/dashboard")).Json.GetProperty("portfolio");

        foreach (var name in (string[])["total_value", "total_cost", "total_gain_loss", "total_gain_loss_percent"])
        {
            await Assert.That(Number(portfolio, name)).IsEqualTo(Number(complete, name));
            await Assert.That(Number(allocation.GetProperty("summary"), name)).IsEqualTo(Number(complete, name));
            await Assert.That(Number(dashboard, name)).IsEqualTo(Number(complete, name));
        }

        await Assert.That(Number(allocation.GetProperty("summary"), "total_dividends")).IsEqualTo(2.28m);
        await Assert.That(allocation.GetProperty("allocations").EnumerateArray()
            .Sum(row => Number(row, "allocation_percent"))).IsEqualTo(100m).Within(0.001m);
        await Assert.That(portfolio.GetProperty("holdings")[0].GetProperty("price_status").GetString())
            .IsEqualTo("current");
    }

    [Test]
    [Arguments("period=2W")]
    [Arguments("benchmark=GLD")]
    public async Task An_unknown_period_or_benchmark_is_a_bad_request(string query)
    {
        var user = (await App.SharedAsync()).NewUser();

        await Assert.That((await user.GetAsync($"{Historical}?{query}")).Status).IsEqualTo(400);
        await Assert.That((await user.GetAsync($"/api/dashboard/performance?{query}")).Status).IsEqualTo(400);
    }

    [Test]
    public async Task Without_transactions_the_chart_of_old_shows_the_benchmark_alone()
    {
        var user = (await App.SharedAsync()).NewUser().V1;

        var chart = (await user.GetAsync("/api/dashboard/performance?period=3M&benchmark=QQQ")).Json;

        var metadata = chart.GetProperty("metadata");
        await Assert.That(metadata.GetProperty("no_data").GetBoolean()).IsFalse();
        await Assert.That(metadata.GetProperty("index_only").GetBoolean()).IsTrue();
        await Assert.That(metadata.GetProperty("chart_type").GetString()).IsEqualTo("index_only_mode");
        await Assert.That(metadata.GetProperty("user_guidance").GetString())
            .IsEqualTo("Add transactions to see portfolio comparison");
        var metrics = chart.GetProperty("performance_metrics");
        await Assert.That(metrics.GetProperty("index_only_mode").GetBoolean()).IsTrue();
        await Assert.That(metrics.GetProperty("portfolio_return_pct").ValueKind).IsEqualTo(JsonValueKind.Null);
        var points = chart.GetProperty("benchmark_performance");
        await Assert.That(points.GetArrayLength()).IsBetween(55, 66);
        await Assert.That(Number(metrics, "index_return_pct")).IsEqualTo(
            (Number(points[points.GetArrayLength() - 1], "value") / Number(points[0], "value") - 1) * 100)
            .Within(0.0001m);
        await Assert.That(chart.GetProperty("portfolio_performance").GetArrayLength()).IsEqualTo(0);
    }

    [Test]
    public async Task Without_transactions_the_chart_is_empty_and_says_so()
    {
        var user = (await App.SharedAsync()).NewUser().V1;

        var chart = (await user.GetAsync(Historical)).Json;

        await Assert.That(chart.GetProperty("portfolio_performance").GetArrayLength()).IsEqualTo(0);
        var metadata = chart.GetProperty("metadata");
        await Assert.That(metadata.GetProperty("no_data").GetBoolean()).IsTrue();
        await Assert.That(metadata.GetProperty("index_only").GetBoolean()).IsFalse();
        await Assert.That(metadata.GetProperty("reason").GetString()).IsEqualTo("No transactions found");
        await Assert.That(metadata.GetProperty("start_date").GetString())
            .IsEqualTo(metadata.GetProperty("end_date").GetString());
    }

    [Test]
    public async Task Both_lines_of_a_chart_begin_with_the_same_money()
    {
        var user = (await Investor.OfAsync(App.SharedAsync())).V1;
        await Investor.SettledAsync(user with { Version = null });

        var chart = (await user.GetAsync(Historical + "?period=1y&benchmark=qqq")).Json;
        await Wait.UntilAsync(async () =>
        {
            chart = (await user.GetAsync(Historical + "?period=1y&benchmark=qqq")).Json;
            return chart.GetProperty("benchmark_performance").GetArrayLength() > 0;
        });

        var (own, index) = (chart.GetProperty("portfolio_performance"), chart.GetProperty("benchmark_performance"));
        await Assert.That(chart.GetProperty("period").GetString()).IsEqualTo("1Y");
        await Assert.That(own.GetArrayLength()).IsGreaterThan(200);
        await Assert.That(index.GetArrayLength()).IsEqualTo(own.GetArrayLength());
        await Assert.That(index[0].GetRawText()).IsEqualTo(own[0].GetRawText());
        var metrics = chart.GetProperty("performance_metrics");
        await Assert.That(Number(metrics, "portfolio_end_value"))
            .IsEqualTo(Number(own[own.GetArrayLength() - 1], "value"));
        await Assert.That(Number(metrics, "outperformance_pct")).IsEqualTo(
            Number(metrics, "portfolio_return_pct") - Number(metrics, "index_return_pct")).Within(0.01m);
    }

    [Test]
    public async Task Clearing_the_cache_makes_the_next_document_a_new_one()
    {
        var user = (await App.SharedAsync()).NewUser().V1;
        await user.GetAsync("/api/complete");
        await user.GetAsync("/api/complete");

        var cleared = await user.PostAsync("/api/cache/clear", null);
        var next = await user.GetAsync("/api/complete");

        await Assert.That(cleared.Json.GetProperty("message").GetString())
            .IsEqualTo("Portfolio cache cleared successfully");
        await Assert.That(next.Header("X-Cache-Hit")).IsEqualTo("false");
    }

    [Test]
    public async Task Clearing_the_cache_reaches_the_other_instances()
    {
        await using var one = await App.StartAsync();
        await using var other = await App.StartAsync(new() { Database = one.Database });
        var here = one.NewUser();
        var there = other.As(here.Id);
        await Wait.UntilAsync(async () =>
            (await there.GetAsync("/api/portfolio/complete")).Header("X-Cache-Hit") == "true");

        await here.PostAsync("/api/cache/clear", null);

        // A document that is built anew answers "false" once; nothing else lets go of this one.
        await Wait.UntilAsync(async () =>
            (await there.GetAsync("/api/portfolio/complete")).Header("X-Cache-Hit") == "false");
        await Assert.That((await there.GetAsync("/api/portfolio/complete")).Header("X-Cache-Hit")).IsEqualTo("true");
    }

    [Test]
    public async Task The_cache_of_another_user_is_for_administrators()
    {
        var user = (await App.SharedAsync()).NewUser();

        await Assert.That((await user.PostAsync($"/api/cache/clear?user_id={Guid.NewGuid()}", null)).Status)
            .IsEqualTo(403);
        await Assert.That((await user.PostAsync($"/api/cache/clear?user_id={user.Id}", null)).Status).IsEqualTo(200);
        await Assert.That((await user.PostAsync("/api/cache/clear?user_id=me", null)).Status).IsEqualTo(422);
    }

    [Test]
    [Arguments("/api/dashboard", "/api/portfolio/complete")]
    [Arguments("/api/dashboard/gainers", "/api/portfolio/complete")]
    [Arguments("/api/dashboard/losers", "/api/portfolio/complete")]
    [Arguments("/api/dashboard/performance", "/api/portfolio/performance/historical")]
    public async Task A_deprecated_route_says_so_and_names_what_takes_its_place(string path, string successor)
    {
        var answer = await (await App.SharedAsync()).NewUser().V1.GetAsync(path);

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Header("Deprecation")).IsEqualTo("@1735689600");
        await Assert.That(answer.Header("Link")).IsEqualTo($"<{successor}>; rel=\"successor-version\"");
    }

    private static decimal Number(JsonElement row, string name) => row.GetProperty(name).GetDecimal();
}
