using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Research;

internal sealed class EarningsDateTests
{
    [Test]
    public async Task The_day_of_the_next_report_comes_from_the_list_of_all_by_one_call()
    {
        const string calendar = """
            symbol,name,reportDate,fiscalDateEnding,estimate,currency,timeOfTheDay
            IBM,International Business Machines,2026-10-21,2026-09-30,,USD,
            IBM,International Business Machines,2026-07-22,2026-06-30,2.9,USD,post-market
            PEP,PepsiCo Inc,2026-05-01,2026-03-31,2.1,USD,pre-market
            """;
        var provider = new ScriptedProvider
        {
            Answer = query => query.Function == "EARNINGS_CALENDAR" ? calendar : ResearchApp.Script(query),
        };
        await using var app = await ResearchApp.StartAsync(provider);
        var user = app.NewUser();
        var refresher = app.Services.GetRequiredService<MarketRefresher>();
        for (var times = 0; times < 2; times++)
        {
            await refresher.AskForEarningsAsync(default);
            await Wait.UntilAsync(() => Task.FromResult(refresher.Waiting == 0));
        }

        var overview = (await user.GetAsync("/api/stock_overview?symbol=IBM")).Data.GetProperty("fundamentals");
        var financials = (await user.GetAsync("/api/financials/IBM")).Data;
        var over = (await user.GetAsync("/api/financials/PEP")).Data;

        await Assert.That((Day(overview), Day(financials), Day(over))).IsEqualTo(("2026-07-22", "2026-07-22", null));
        await Assert.That(provider.Count("EARNINGS_CALENDAR")).IsEqualTo(1);
        static string? Day(JsonElement figures) => figures.GetProperty("earnings_date").GetString();
    }
}
