using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.CompletePortfolio;

internal sealed class GetCompletePortfolioTests
{
    private const string Path = "/api/portfolio/complete";

    private static readonly string[] Sections =
    [
        "portfolio_data", "performance_data", "allocation_data", "dividend_data", "transactions_summary",
        "time_series_data", "market_analysis", "currency_conversions", "top_gainers", "top_losers",
    ];

    [Test]
    public async Task Version_1_has_the_sections_beside_success_and_version_2_has_them_in_data()
    {
        var user = await InvestorAsync();

        var (v1, v2) = await Investor.AtOneMomentAsync(() => user.V1.GetAsync(Path), () => user.GetAsync(Path));

        await Assert.That(v1.Status).IsEqualTo(200);
        foreach (var section in Sections)
        {
            await Assert.That(v1.Json.TryGetProperty(section, out _)).IsTrue();
            await Assert.That(v2.Data.GetProperty(section).GetRawText())
                .IsEqualTo(v1.Json.GetProperty(section).GetRawText());
        }

        await Assert.That(v1.Json.GetProperty("success").GetBoolean()).IsTrue();
        await Assert.That(v1.Json.TryGetProperty("data", out _)).IsFalse();
        await Assert.That(v2.Json.GetProperty("error").ValueKind).IsEqualTo(JsonValueKind.Null);
    }

    [Test]
    public async Task The_old_path_answers_the_same_document()
    {
        var user = await InvestorAsync();

        var (now, old) = await Investor.AtOneMomentAsync(
            () => user.V1.GetAsync(Path), () => user.V1.GetAsync("/api/complete"));

        await Assert.That(old.Status).IsEqualTo(200);
        await Assert.That(old.Header("ETag")).IsEqualTo(now.Header("ETag"));
    }

    [Test]
    public async Task The_figures_of_a_small_ledger_are_those_worked_out_by_hand()
    {
        var user = await InvestorAsync();

        var document = (await user.GetAsync(Path + "?as_of=2024-12-31")).Data;

        // 10 KO at 57.21 + 1 fee, 4 sold at 60 less 1 fee, oldest lot: cost out 4/10 of 573.10.
        var ko = Holding(document, "KO");
        await Assert.That(ko.GetProperty("quantity").GetDecimal()).IsEqualTo(6m);
        await Assert.That(ko.GetProperty("total_cost").GetDecimal()).IsEqualTo(343.86m);
        await Assert.That(ko.GetProperty("avg_cost").GetDecimal()).IsEqualTo(57.31m);
        await Assert.That(document.GetProperty("transactions_summary").GetProperty("realized_gains").GetDecimal())
            .IsEqualTo(9.76m);

        // What stands in the document belongs together.
        var (price, value) = (Number(ko, "current_price"), Number(ko, "current_value"));
        await Assert.That(value).IsEqualTo(Math.Round(6 * price, 2, MidpointRounding.AwayFromZero));
        await Assert.That(Number(ko, "gain_loss")).IsEqualTo(value - 343.86m);
        var portfolio = document.GetProperty("portfolio_data");
        await Assert.That(Number(portfolio, "total_value")).IsEqualTo(
            portfolio.GetProperty("holdings").EnumerateArray().Sum(row => Number(row, "base_currency_value")));
        await Assert.That(document.GetProperty("time_series_data").GetProperty("portfolio_values").EnumerateArray()
            .Last().GetProperty("value").GetDecimal()).IsEqualTo(Number(portfolio, "total_value"));
    }

    [Test]
    public async Task No_section_is_empty_for_a_ledger_of_some_years()
    {
        var user = await InvestorAsync();

        var document = (await user.GetAsync(Path)).Data;

        var performance = document.GetProperty("performance_data");
        foreach (var name in (string[])["daily_change", "ytd_return", "volatility", "sharpe_ratio", "max_drawdown",
            "xirr", "twr_percent", "beta", "alpha", "sortino_ratio", "value_at_risk95"])
        {
            await Assert.That(performance.GetProperty(name).ValueKind).IsEqualTo(JsonValueKind.Number);
            await Assert.That(Number(performance, name)).IsNotEqualTo(0m);
        }

        var allocation = document.GetProperty("allocation_data");
        foreach (var name in (string[])["by_symbol", "by_sector", "by_region", "by_asset_class", "by_currency"])
        {
            await Assert.That(allocation.GetProperty(name).GetArrayLength()).IsGreaterThan(1);
        }

        var dividends = document.GetProperty("dividend_data");
        await Assert.That(dividends.GetProperty("recent_dividends").GetArrayLength()).IsGreaterThan(0);
        await Assert.That(Number(dividends, "total_received_all_time")).IsGreaterThan(0m);
        await Assert.That(Number(dividends, "projected_income12m")).IsGreaterThan(0m);
        var series = document.GetProperty("time_series_data");
        await Assert.That(series.GetProperty("portfolio_values").GetArrayLength()).IsGreaterThan(500);
        await Assert.That(series.GetProperty("benchmark_values").GetArrayLength()).IsGreaterThan(500);
        await Assert.That(document.GetProperty("currency_conversions").TryGetProperty("EUR/USD", out _)).IsTrue();
    }

    [Test]
    public async Task An_empty_portfolio_is_a_whole_document_of_nothing()
    {
        var app = await App.SharedAsync();

        var answer = await app.NewUser().V1.GetAsync(Path);

        await Assert.That(answer.Status).IsEqualTo(200);
        var portfolio = answer.Json.GetProperty("portfolio_data");
        await Assert.That(portfolio.GetProperty("holdings").GetArrayLength()).IsEqualTo(0);
        await Assert.That(Number(portfolio, "total_value")).IsEqualTo(0m);
        await Assert.That(answer.Json.GetProperty("performance_data").GetProperty("xirr").ValueKind)
            .IsEqualTo(JsonValueKind.Null);
        await Assert.That(Number(answer.Json.GetProperty("metadata"), "data_completeness")).IsEqualTo(100m);
    }

    [Test]
    public async Task The_metadata_that_the_web_client_reads_without_looking_is_there()
    {
        var app = await App.SharedAsync();

        var metadata = (await app.NewUser().V1.GetAsync(Path)).Json.GetProperty("metadata");

        var times = metadata.GetProperty("performance_metadata");
        foreach (var name in (string[])["cache_hit_ratio", "total_processing_time_ms", "payload_size_kb"])
        {
            await Assert.That(times.GetProperty(name).ValueKind).IsEqualTo(JsonValueKind.Number);
        }

        await Assert.That(times.GetProperty("data_sources").ValueKind).IsEqualTo(JsonValueKind.Array);
        await Assert.That(metadata.GetProperty("generated_at").GetDateTimeOffset().Offset).IsEqualTo(TimeSpan.Zero);
    }

    [Test]
    public async Task The_series_can_be_left_out()
    {
        var user = await InvestorAsync();

        var document = (await user.GetAsync(Path + "?include_historical=false")).Data;

        await Assert.That(document.GetProperty("time_series_data").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(Number(document.GetProperty("performance_data"), "volatility")).IsGreaterThan(0m);
    }

    [Test]
    public async Task As_of_tells_about_a_past_day_as_if_nothing_had_happened_since()
    {
        var user = await InvestorAsync();

        var document = (await user.GetAsync(Path + "?as_of=2021-06-30")).Data;

        var symbols = document.GetProperty("portfolio_data").GetProperty("holdings").EnumerateArray()
            .Select(row => row.GetProperty("symbol").GetString()!).ToArray();
        await Assert.That(symbols).IsEquivalentTo(["KO"]);
        await Assert.That(Number(Holding(document, "KO"), "quantity")).IsEqualTo(10m);
        await Assert.That(Holding(document, "KO").GetProperty("price_date").GetString()).IsEqualTo("2021-06-30");
    }

    [Test]
    [Arguments("as_of=2999-01-01", "query.as_of")]
    [Arguments("as_of=yesterday", "query.as_of")]
    [Arguments("benchmark=S%26P", "query.benchmark")]
    [Arguments("force_refresh=perhaps", "query.force_refresh")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        var app = await App.SharedAsync();

        var answer = await app.NewUser().GetAsync($"{Path}?{query}");

        await Assert.That(answer.Status).IsEqualTo(422);
        await Assert.That(answer.Json.GetProperty("details")[0].GetProperty("field").GetString()).IsEqualTo(field);
    }

    [Test]
    public async Task A_benchmark_that_nobody_knows_is_named_as_missing_and_changes_nothing_else()
    {
        var user = await InvestorAsync();

        var answer = await user.GetAsync(Path + "?benchmark=NOSUCH");

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Data.GetProperty("performance_data").GetProperty("beta").ValueKind)
            .IsEqualTo(JsonValueKind.Null);
        await Assert.That(Number(answer.Data.GetProperty("portfolio_data"), "total_value")).IsGreaterThan(0m);
        await Assert.That(answer.Json.GetProperty("metadata").GetProperty("missing").EnumerateArray()
            .Select(part => part.GetProperty("symbol").GetString())).Contains("NOSUCH");
    }

    private static Task<Caller> InvestorAsync() => Investor.SettledOfAsync(App.SharedAsync());

    private static JsonElement Holding(JsonElement document, string symbol) =>
        document.GetProperty("portfolio_data").GetProperty("holdings").EnumerateArray()
            .Single(row => row.GetProperty("symbol").GetString() == symbol);

    private static decimal Number(JsonElement parent, string name) => parent.GetProperty(name).GetDecimal();
}
