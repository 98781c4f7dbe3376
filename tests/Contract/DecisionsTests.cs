using System.Globalization;
using System.Text.Json;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>What was decided about the API, decision by decision. What another test proves is in
/// <see cref="DecisionMap"/>; the rest is here.</summary>
internal sealed class DecisionsTests
{
    private const int DecisionsCount = 22;

    [Test]
    public async Task Every_decision_is_proven_by_tests_that_exist()
    {
        var tests = typeof(DecisionsTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(), (type, method) => (Name: $"{type.Name}.{method.Name}", method))
            .Where(member => member.method.IsDefined(typeof(TestAttribute), inherit: false))
            .Select(member => member.Name).ToHashSet(StringComparer.Ordinal);

        await Assert.That(DecisionMap.Proofs.Keys.Select(key => key.Split(' ')[0]))
            .IsEquivalentTo(Enumerable.Range(1, DecisionsCount).Select(i => $"0.{i}"));
        await Assert.That(DecisionMap.Proofs.Where(proof => proof.Value.Length == 0)).IsEmpty();
        await Assert.That(DecisionMap.Proofs.SelectMany(proof => proof.Value).Where(name => !tests.Contains(name)))
            .IsEmpty();
    }

    [Test]
    public async Task Allocation_by_symbol_is_a_list_with_all_that_the_table_shows()
    {
        var answer = await DocumentAsync();

        await Assert.That(answer.Json.GetProperty("allocation_data").GetProperty("by_symbol").GetArrayLength())
            .IsEqualTo(3);
        await Reads.AssertAsync(answer,
            "allocation_data > by_symbol:arr by_sector:arr by_region:arr by_asset_class:arr by_currency:arr",
            "allocation_data.by_symbol[] > symbol:str current_value:num allocation_percent:num cost_basis:num "
                + "gain_loss:num gain_loss_percent:num color:str");
    }

    [Test]
    public async Task Performance_has_its_eight_figures_and_six_more()
    {
        var answer = await DocumentAsync();

        await Reads.AssertAsync(answer,
            "performance_data > daily_change:num daily_change_percent:num ytd_return:num ytd_return_percent:num "
                + "total_return_percent:num volatility:num sharpe_ratio:num max_drawdown:num "
                + "xirr:num irr_percent:num twr_percent:num sortino_ratio:num beta:num alpha:num");
        var figures = answer.Json.GetProperty("performance_data");
        await Assert.That(figures.GetProperty("max_drawdown").GetDecimal()).IsLessThan(0m);
        await Assert.That(figures.GetProperty("volatility").GetDecimal()).IsGreaterThan(1m);
        await Assert.That(figures.GetProperty("irr_percent").GetDecimal())
            .IsEqualTo(figures.GetProperty("xirr").GetDecimal());
    }

    [Test]
    public async Task Cost_is_converted_at_the_rate_of_the_trade_itself()
    {
        var user = (await RecordedClientTests.ServiceAsync()).NewUser();
        await user.PostAsync("/api/transactions",
            """
            {"symbol":"SAP.DEX","transaction_type":"Buy","quantity":3,"price":100,"date":"2024-03-15","currency":"EUR",
            "exchange_rate":2}
            """);

        var holding = (await user.GetAsync("/api/portfolio/complete")).Data.GetProperty("portfolio_data")
            .GetProperty("holdings")[0];

        await Assert.That(holding.GetProperty("total_cost").GetDecimal()).IsEqualTo(300m);
        await Assert.That(holding.GetProperty("base_currency_cost").GetDecimal()).IsEqualTo(600m);
        await Assert.That(holding.GetProperty("base_currency_value").GetDecimal())
            .IsNotEqualTo(holding.GetProperty("current_value").GetDecimal());
    }

    [Test]
    [Arguments("2024-03-13T15:00:00Z", 5)] // a session
    [Arguments("2024-03-13T22:00:00Z", 30)] // the evening of one
    [Arguments("2024-03-16T15:00:00Z", 120)] // a Saturday
    [Arguments("2024-07-04T15:00:00Z", 120)] // a holiday
    public async Task A_document_is_kept_for_as_long_as_its_prices_stand(string now, int minutes)
    {
        var at = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture);

        await Assert.That(DocumentLifetime.Of(new(), at, completeness: 100, readsOfHour: 1))
            .IsEqualTo(TimeSpan.FromMinutes(minutes));
    }

    [Test]
    public async Task A_dividend_yield_is_a_fraction_and_items_is_a_count()
    {
        var user = (await RecordedClientTests.ServiceAsync()).NewUser();

        var overview = (await user.V1.GetAsync("/api/stock_overview?symbol=KO")).Json.GetProperty("fundamentals");
        var news = (await user.V1.GetAsync("/api/news/KO?limit=5")).Json.GetProperty("data");

        await Assert.That(overview.GetProperty("dividend_yield").GetDecimal()).IsBetween(0.005m, 0.2m);
        await Assert.That(news.GetProperty("articles").GetArrayLength()).IsGreaterThan(0);
        await Assert.That(news.GetProperty("items").GetInt32())
            .IsEqualTo(news.GetProperty("articles").GetArrayLength());
    }

    [Test]
    [Arguments("/api/stocks/KO/overview")]
    [Arguments("/api/stocks/KO/historical?period=1Y")]
    [Arguments("/api/portfolios/00000000-0000-4000-8000-000000000000/optimization")]
    public async Task Routes_that_never_were_are_not_there(string path)
    {
        await ErrorShape.AssertAsync(await (await RecordedClientTests.ServiceAsync()).NewUser().GetAsync(path),
            404, "NotFoundError");
    }

    [Test]
    [Arguments("/api/features")]
    [Arguments("/api/analytics/dividends/calendar?months=12")]
    [Arguments("/api/analytics/dividends/forecast")]
    [Arguments("/api/complete?benchmark=QQQ")]
    [Arguments("/api/portfolio/performance/historical?period=1Y&benchmark=QQQ")]
    public async Task What_had_no_route_has_one(string path)
    {
        var answer = await (await RecordedClientTests.ServiceAsync()).NewUser().GetAsync(path);

        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await Reads.AssertAsync(answer, "$ > success:true");
    }

    [Test]
    public async Task Names_that_the_mobile_client_wants_and_nobody_sends_stay_absent()
    {
        var answer = await DocumentAsync();

        await Assert.That(answer.Json.TryGetProperty("data", out _)).IsFalse();
        await Assert.That(answer.Json.TryGetProperty("portfolio_summary", out _)).IsFalse();
        await Assert.That(answer.Json.GetProperty("portfolio_data").ValueKind).IsEqualTo(JsonValueKind.Object);
    }

    private static async Task<Answer> DocumentAsync() =>
        await (await ClientAccount.NewAsync(await RecordedClientTests.ServiceAsync(), "small")).User.V1
            .GetAsync("/api/complete");
}
