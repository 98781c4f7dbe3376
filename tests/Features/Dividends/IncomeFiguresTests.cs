using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;
using static PortfolioTracker.Tests.Features.Dividends.DividendStage;

namespace PortfolioTracker.Tests.Features.Dividends;

/// <summary>Every figure of income that more than one route tells is the same everywhere, to the cent, whatever the
/// base currency and whatever has been decided.</summary>
internal sealed class IncomeFiguresTests
{
    private const string Root = "/api/analytics/dividends";

    /// <summary>One of its own: a user here asks until the rates have arrived, more often than one may.</summary>
    private static readonly Lazy<Task<App>> Service = new(() =>
        App.StartAsync(new() { Settings = new() { ["RateLimits__Burst"] = "1000000" } }));

    [Test]
    [Arguments("USD", 1)]
    [Arguments("EUR", 2)]
    [Arguments("GBP", 3)]
    [Arguments("JPY", 4)]
    [Arguments("EUR", 5)]
    public async Task The_document_and_the_routes_tell_the_same(string baseCurrency, int seed)
    {
        var stage = await StageAsync(baseCurrency, new(seed));

        var document = await stage.User.GetAsync("/api/portfolio/complete");
        var (figures, summary) = (document.Data.GetProperty("dividend_data"), await stage.SummaryAsync());
        var forecast = (await stage.User.GetAsync(Root + "/forecast")).Data;
        var calendar = (await stage.User.GetAsync(Root + "/calendar?months=12")).Data;
        var analytics = (await stage.User.GetAsync("/api/analytics/summary")).Data;
        var kpi = analytics.GetProperty("dividend_summary");

        await Assert.That(Number(summary, "total_received")).IsGreaterThan(0m);
        await SameAsync(figures, "total_received_all_time", (summary, "total_received"), (kpi, "total_received"));
        await SameAsync(figures, "total_received_ytd", (summary, "ytd_received"), (kpi, "ytd_received"),
            (analytics, "passive_income_ytd"));
        await SameAsync(figures, "total_pending", (summary, "total_pending"));
        await SameAsync(figures, "total_upcoming", (summary, "total_upcoming"));
        await SameAsync(figures, "projected_income12m", (summary, "projected_income12m"), (forecast, "next12mTotal"));
        await SameAsync(figures, "confirmed_count", (summary, "confirmed_count"), (kpi, "confirmed_count"));
        await SameAsync(figures, "pending_count", (summary, "pending_count"), (kpi, "pending_count"));

        // Line by line, and each sum is that of its lines, but for the rounding of each.
        await SameRowsAsync(figures.GetProperty("projection"), forecast.GetProperty("lines"),
            "symbol", "pay_date", "amount", "amount_base", "basis");
        await SameRowsAsync(figures.GetProperty("upcoming_dividends"), calendar.GetProperty("payments"),
            "id", "ex_date", "pay_date", "total_amount");
        var cent = baseCurrency == "JPY" ? 1m : 0.01m;
        var lines = forecast.GetProperty("lines").EnumerateArray().ToList();
        await NearAsync(Number(forecast, "next12mTotal"), lines, "amount_base", cent);
        var rows = await stage.ListAsync();
        await NearAsync(Number(summary, "total_received"), Confirmed(true), "total_amount_base", cent);
        await NearAsync(Number(summary, "total_pending") + Number(summary, "total_upcoming"), Confirmed(false),
            "total_amount_base", cent);

        List<JsonElement> Confirmed(bool isConfirmed) =>
            [.. rows.Where(row => row.GetProperty("confirmed").GetBoolean() == isConfirmed)];
    }

    [Test]
    public async Task Yield_on_cost_is_the_expected_income_over_the_cost_in_base_currency()
    {
        var stage = await StageAsync("USD", new(7));

        var document = (await stage.User.GetAsync("/api/portfolio/complete")).Data;

        var (income, cost) = (Number(document.GetProperty("dividend_data"), "projected_income12m"),
            Number(document.GetProperty("portfolio_data"), "total_cost"));
        await Assert.That(Math.Abs(Number(document.GetProperty("dividend_data"), "yield_on_cost_percent")
            - (income / cost * 100))).IsLessThan(0.01m);
    }

    [After(Class)]
    public static async Task StopAsync()
    {
        if (Service.IsValueCreated)
        {
            await (await Service.Value).DisposeAsync();
        }
    }

    private static async Task<DividendStage> StageAsync(string baseCurrency, Random random)
    {
        var today = DateTime.UtcNow;
        string Day(int fromToday) => today.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var stage = await NewAsync(await Service.Value,
        [
            .. Enumerable.Range(0, 9).Select(quarter => new Announced(
                Day(-20 - (91 * quarter)), Day(10 - (91 * quarter)), random.Next(100, 2000) / 1000m)),
        ]);
        await stage.User.PostAsync("/api/profile", $$"""{"base_currency":"{{baseCurrency}}"}""");
        await stage.BuyAsync(Day(-700), random.Next(3, 40));
        await stage.BuyAsync(Day(-400), random.Next(3, 40) + 0.123m);

        // The rates have arrived when every amount is known in base currency.
        await Wait.UntilAsync(async () => (await stage.ListAsync()).All(row =>
            row.GetProperty("total_amount_base").ValueKind == JsonValueKind.Number));
        foreach (var row in await stage.ListAsync())
        {
            var id = row.GetProperty("id").GetString()!;
            _ = random.Next(5) switch
            {
                0 or 1 => await stage.ConfirmAsync(id),
                2 => await stage.ConfirmAsync(id, """{"withholding_tax":0.33}"""),
                3 when row.GetProperty("pay_date").GetString()! is var due && string.CompareOrdinal(due, Day(0)) < 0 =>
                    await stage.RejectAsync(id),
                _ => null,
            };
        }

        var first = (await stage.ListAsync())[^1].GetProperty("id").GetString()!;
        await stage.ConfirmAsync(first);

        // What arrives while the routes are asked would make them differ.
        var refresher = stage.App.Services.GetRequiredService<MarketRefresher>();
        await Wait.UntilAsync(() => Task.FromResult(refresher.Waiting == 0));
        return stage;
    }

    private static async Task SameAsync(
        JsonElement figures, string name, params (JsonElement Body, string Name)[] others)
    {
        foreach (var other in others)
        {
            await Assert.That(Number(other.Body, other.Name)).IsEqualTo(Number(figures, name))
                .Because($"{name} and {other.Name}");
        }
    }

    private static async Task SameRowsAsync(JsonElement some, JsonElement others, params string[] members)
    {
        string[] Texts(JsonElement rows) => [.. rows.EnumerateArray()
            .Select(row => string.Join(' ', members.Select(member => row.GetProperty(member).ToString())))];
        await Assert.That(Texts(others)).IsEquivalentTo(Texts(some));
    }

    private static async Task NearAsync(decimal total, List<JsonElement> rows, string member, decimal cent) =>
        await Assert.That(Math.Abs(total - rows.Sum(row => Number(row, member))))
            .IsLessThanOrEqualTo(cent * rows.Count);
}
