using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Research;

internal sealed class ResearchTests
{
    [Test]
    public async Task A_thousand_who_look_at_a_cold_symbol_at_once_cost_one_call()
    {
        var provider = new ScriptedProvider { Answer = ResearchApp.Script, WaitsFor = ct => Task.Delay(300, ct) };
        await using var app = await ResearchApp.StartAsync(provider, settings: ("MarketData__WaitMaxSeconds", "30"));
        var user = app.NewUser();

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => user.GetAsync("/api/quote/IBM")));

        await Assert.That(answers.Count(answer => answer.Status == 200)).IsEqualTo(1_000);
        await Assert.That(provider.Queries.Count).IsEqualTo(1);
    }

    [Test]
    public async Task What_the_provider_does_not_know_is_asked_of_it_once()
    {
        var provider = new ScriptedProvider();
        await using var app = await ResearchApp.StartAsync(provider);
        var user = app.NewUser();
        foreach (var path in (string[])["/api/quote/NOPE", "/api/financials/NOPE", "/api/symbol_search?q=nope"])
        {
            var first = (await user.GetAsync(path)).Status;
            var asked = provider.Queries.Count;
            var second = (await user.GetAsync(path)).Status;

            await Assert.That((second, provider.Queries.Count)).IsEqualTo((first, asked));
        }
    }

    [Test]
    public async Task A_spent_quota_is_told_with_the_time_until_the_next()
    {
        var provider = new ScriptedProvider { Answer = _ => ScriptedProvider.Quota };
        await using var app = await ResearchApp.StartAsync(provider);
        var user = app.NewUser();
        foreach (var path in (string[])["/api/quote/IBM", "/api/financials/IBM", "/api/news/IBM",
            "/api/stock_prices/IBM", "/api/historical_price/IBM?date=2026-05-15", "/api/symbol_search?q=ibm",
            "/api/stock_overview?symbol=IBM", "/api/forex/latest?from_currency=EUR&to_currency=USD"])
        {
            var answer = await user.V1.GetAsync(path);

            await Assert.That($"{path} {answer.Status}").IsEqualTo($"{path} 503");
            await Assert.That(answer.Json.GetProperty("error").GetString()).IsEqualTo("ExternalServiceError");
            await Assert.That(int.Parse(answer.Header("Retry-After")!)).IsBetween(60, 86_400);
        }

        // One call has told us; none is made to hear it again.
        await Assert.That(provider.Queries.Count).IsEqualTo(1);
    }

    [Test]
    public async Task A_slow_provider_is_waited_for_a_bounded_time_and_its_answer_is_not_lost()
    {
        var answered = new TaskCompletionSource();
        var provider = new ScriptedProvider { Answer = ResearchApp.Script, WaitsFor = answered.Task.WaitAsync };
        await using var app = await ResearchApp.StartAsync(provider, settings: ("MarketData__WaitMaxSeconds", "0.3"));
        var user = app.NewUser();

        var first = await user.GetAsync("/api/financials/IBM?data_type=income").WaitAsync(Wait.AtMost);

        await Assert.That(first.Status).IsEqualTo(503);
        await Assert.That(first.Header("Retry-After")).IsEqualTo("5");
        answered.SetResult();
        await Wait.UntilAsync(async () =>
            (await user.GetAsync("/api/financials/IBM?data_type=income")).Status == 200);
        await Assert.That(provider.Count("INCOME_STATEMENT")).IsEqualTo(1);
    }

    [Test]
    public async Task A_document_that_is_old_is_fetched_anew_and_stands_where_it_cannot_be()
    {
        var provider = new ScriptedProvider { Answer = ResearchApp.Script };
        var clock = new ShiftedClock(ResearchApp.Saturday);
        await using var app = await ResearchApp.StartAsync(
            provider, clock, settings: ("ALPHA_VANTAGE_ATTEMPT_TIMEOUT_SECONDS", "5"));
        const string path = "/api/financials/IBM?data_type=INCOME_STATEMENT";
        var user = app.NewUser();
        var statuses = new List<string?> { await StatusAsync(), await StatusAsync() };

        clock.Advance(TimeSpan.FromHours(25));
        statuses.Add(await StatusAsync());
        clock.Advance(TimeSpan.FromHours(25));
        provider.Answer = _ => "<html>";
        statuses.Add(await StatusAsync());

        await Assert.That(string.Join(' ', statuses)).IsEqualTo("miss hit miss stale");

        // A token lasts an hour.
        async Task<string?> StatusAsync() =>
            (await app.As(user.Id).GetAsync(path)).Json.GetProperty("metadata").GetProperty("cache_status").GetString();
    }

    [Test]
    [Arguments("income")]
    [Arguments("Income_Statement")]
    [Arguments("BALANCE")]
    [Arguments("cashflow")]
    [Arguments("cash_flow")]
    public async Task Statements_are_found_under_either_name_with_figures_as_numbers_or_null(string type)
    {
        var user = (await ResearchApp.SharedAsync()).NewUser();
        var quarter = (await user.GetAsync($"/api/financials/IBM?data_type={type}"))
            .Data.GetProperty("quarterly_reports")[0];

        await Assert.That(quarter.GetProperty("totalRevenue").GetDecimal()).IsEqualTo(15_000_000_000.5m);
        await Assert.That(quarter.GetProperty("costofGoodsAndServicesSold").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(quarter.GetProperty("depreciation").GetDecimal()).IsEqualTo(0m);
        await Assert.That(quarter.GetProperty("fiscalDateEnding").GetString()).IsEqualTo("2026-03-31");
    }

    [Test]
    public async Task Only_an_administrator_forces_a_refresh() =>
        await Assert.That((await (await ResearchApp.SharedAsync()).NewUser()
            .PostAsync("/api/financials/force-refresh?symbol=IBM&data_type=income", null)).Status).IsEqualTo(403);

    [Test]
    public async Task Pence_are_pounds_wherever_a_price_is_shown()
    {
        var user = (await ResearchApp.SharedAsync()).NewUser();
        var quote = (await user.GetAsync("/api/quote/TSCO.LON")).Data;

        await Assert.That((quote.GetProperty("price").GetDecimal(), quote.GetProperty("previous_close").GetDecimal(),
            quote.GetProperty("currency").GetString())).IsEqualTo((4.505m, 4.45m, "GBP"));
    }

    [Test]
    [Arguments("days=3&years=1&ytd=true", "2026-05-13", 3)]
    [Arguments("years=1&ytd=true", "2025-05-16", 5)]
    [Arguments("ytd=true", "2026-01-01", 5)]
    [Arguments("1Y", "2021-05-17", 5)]
    public async Task A_period_is_of_days_before_years_before_new_year_before_five_years(
        string query, string start, int points)
    {
        var user = (await ResearchApp.SharedAsync()).NewUser();
        var data = (await user.GetAsync($"/api/stock_prices/IBM?{query}")).Data;
        var rows = data.GetProperty("price_data").EnumerateArray().ToArray();

        await Assert.That(data.GetProperty("start_date").GetString()).IsEqualTo(start);
        await Assert.That(rows.Length).IsEqualTo(points);
        await Assert.That(rows.All(row => row.GetProperty("time").GetString() == row.GetProperty("date").GetString()))
            .IsTrue();
        await Assert.That(rows[^1].GetProperty("date").GetString()).IsEqualTo("2026-05-15");
    }

    [Test]
    public async Task Where_days_of_the_past_are_refused_its_weeks_stand_in()
    {
        var provider = new ScriptedProvider
        {
            Answer = query => query switch
            {
                { Function: "TIME_SERIES_DAILY", Full: true } => ScriptedProvider.FullRefused,
                { Function: "TIME_SERIES_WEEKLY_ADJUSTED" } => ScriptedProvider.Bars(
                    ("2026-05-15", 219.3m), ("2020-03-13", 107.95m)),
                _ => ResearchApp.Script(query),
            },
        };
        await using var app = await ResearchApp.StartAsync(provider);
        var answer = await app.NewUser().V1.GetAsync("/api/historical_price/IBM?date=2020-03-15");
        var price = answer.Json.GetProperty("price_data");

        await Assert.That(answer.Json.GetProperty("actual_date").GetString()).IsEqualTo("2020-03-13");
        await Assert.That(answer.Json.GetProperty("is_exact_date").GetBoolean()).IsFalse();
        await Assert.That(price.GetProperty("close").GetDecimal()).IsEqualTo(107.95m);
        await Assert.That(price.GetProperty("open").ValueKind).IsEqualTo(JsonValueKind.Null);

        // On a counted key splits and dividends are not asked for; without them no close can be adjusted.
        await Assert.That(price.GetProperty("adjusted_close").ValueKind).IsEqualTo(JsonValueKind.Null);
    }
}
