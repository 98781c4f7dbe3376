using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>What the clients rely on across screens.</summary>
internal sealed class ClientAssertionsTests
{
    [Test]
    public async Task A_document_has_the_same_types_below_and_above_50_KB_and_no_number_in_quotes()
    {
        var app = await RecordedClientTests.ServiceAsync();
        var small = await (await ClientAccount.NewAsync(app, "small")).User.V1
            .GetAsync("/api/complete?include_historical=false");
        var large = await (await ClientAccount.NewAsync(app, "large")).User.V1.GetAsync("/api/complete");

        await Assert.That(small.Text.Length).IsLessThan(50_000);
        await Assert.That(large.Text.Length).IsGreaterThan(50_000);
        await Assert.That(large.Json.GetProperty("portfolio_data").GetProperty("holdings").GetArrayLength())
            .IsEqualTo(ClientAccount.ManyHoldings);
        foreach (var answer in (Answer[])[small, large])
        {
            await Reads.AssertAsync(answer, CompleteReads.Dashboard);
            await Assert.That(JsonKinds.QuotedNumbers(answer.Json)).IsEquivalentTo(["$.metadata.version"]);
        }

        var (before, after) = (JsonKinds.Of(small.Json), JsonKinds.Of(large.Json));
        var shared = before.Keys.Intersect(after.Keys).ToList();
        await Assert.That(shared.Count).IsGreaterThan(80);
        await Assert.That(shared.Where(path => !before[path].SetEquals(after[path]))).IsEmpty();
        var priced = Reads.Follow(large.Json, "portfolio_data.holdings[]")
            .Count(row => row.GetProperty("current_value").ValueKind == JsonValueKind.Number);
        await Assert.That(priced).IsGreaterThan(40);
        await Assert.That(priced).IsLessThan(ClientAccount.ManyHoldings);
    }

    [Test]
    public async Task Types_of_transactions_are_written_in_one_way()
    {
        var account = await ClientAccount.NewAsync(await RecordedClientTests.ServiceAsync(), "small");
        var added = await account.User.V1.PostAsync("/api/transactions",
            """
            {"transaction_type":"BUY","symbol":"KO","quantity":1,"price":60,"date":"2024-03-15","notes":"",
            "amount_invested":60,"currency":"USD","commission":0}
            """);

        await Assert.That(added.Status).IsEqualTo(200).Because(added.Text);
        var types = (await account.User.V1.GetAsync("/api/transactions")).Json.GetProperty("transactions")
            .EnumerateArray().Select(row => row.GetProperty("transaction_type").GetString()!).Distinct();
        await Assert.That(types).IsEquivalentTo(["Buy", "Sell", "DIVIDEND"]);
        await Assert.That(added.Json.GetProperty("transaction").GetProperty("amount_invested").GetDecimal())
            .IsEqualTo(60m);
    }

    [Test]
    public async Task Amounts_and_shares_of_dividends_are_numbers()
    {
        var account = await ClientAccount.NewAsync(await RecordedClientTests.ServiceAsync(), "small");

        var answer = await account.User.GetAsync("/api/analytics/dividends");

        await Assert.That(answer.Data.GetArrayLength()).IsGreaterThan(3);
        await Reads.AssertAsync(answer,
            "data[] > total_amount:num amount_per_share:num shares_held_at_ex_date:num current_holdings:num");
    }

    [Test]
    [Arguments("/api/transactions", true, 401, "No credentials")]
    [Arguments("/api/transactions?limit=0", false, 422, "limit")]
    [Arguments("/api/nowhere", false, 404, "/api/nowhere")]
    public async Task A_failure_has_every_name_that_some_client_reads(
        string path, bool stranger, int status, string text)
    {
        var app = await RecordedClientTests.ServiceAsync();

        var answer = await (stranger ? app.Stranger : app.NewUser()).V1.GetAsync(path);

        await Assert.That(answer.Status).IsEqualTo(status);
        await Reads.AssertAsync(answer,
            "$ > success:false error:str message:str detail:str details:arr? request_id:str timestamp:ts");
        await Assert.That(answer.Json.GetProperty("detail").GetString()).Contains(text);
    }

    [Test]
    public async Task A_token_that_is_refused_is_told_with_the_word_that_the_client_looks_for()
    {
        var app = await RecordedClientTests.ServiceAsync();

        var answer = await (app.NewUser() with { Token = "a.b.c" }).V1.GetAsync("/api/watchlist");

        await Assert.That(answer.Status).IsEqualTo(401);
        await Assert.That(answer.Json.GetProperty("detail").GetString()).Contains("authentication");
    }

    [Test]
    public async Task A_watched_symbol_has_its_quote_and_target_as_numbers()
    {
        var user = (await RecordedClientTests.ServiceAsync()).NewUser();
        await user.PostAsync("/api/watchlist/KO", """{"target_price":80.5}""");
        await user.PostAsync("/api/watchlist/PEP", null);

        var answer = await user.V1.GetAsync("/api/watchlist?include_quotes=true");

        await Reads.AssertAsync(answer,
            "watchlist[] > current_price:num change:num change_percent:num target_price:num?");
        await Assert.That(answer.Json.GetProperty("watchlist")[0].GetProperty("target_price").GetDecimal())
            .IsEqualTo(80.5m);
    }

    [Test]
    public async Task A_point_of_a_price_chart_has_its_day_under_both_names()
    {
        var user = (await RecordedClientTests.ServiceAsync()).NewUser();

        var answer = await user.V1.GetAsync("/api/stock_prices/KO?days=30");
        var points = Reads.Follow(answer.Json, "data.price_data[]").ToList();

        await Assert.That(points.Count).IsGreaterThan(10);
        await Assert.That(points.Where(point =>
            point.GetProperty("time").GetString() != point.GetProperty("date").GetString())).IsEmpty();
    }

    [Test]
    public async Task Search_results_are_where_each_reader_looks()
    {
        var user = (await RecordedClientTests.ServiceAsync()).NewUser();

        var body = (await user.V1.GetAsync("/api/symbol_search?q=coca&limit=50")).Json;

        await Assert.That(body.GetProperty("ok").GetBoolean()).IsTrue();
        await Assert.That(body.GetProperty("results").GetArrayLength()).IsGreaterThan(0);
        await Assert.That(body.GetProperty("data").GetProperty("results").GetRawText())
            .IsEqualTo(body.GetProperty("results").GetRawText());
    }

    [Test]
    [Arguments("GET")]
    [Arguments("POST")]
    [Arguments("PUT")]
    [Arguments("PATCH")]
    [Arguments("DELETE")]
    public async Task A_browser_may_ask_before_it_sends(string method)
    {
        var app = await RecordedClientTests.ServiceAsync();

        var answer = await app.Stranger.SendAsync(HttpMethod.Options, "/api/transactions", null,
            ("Origin", "http://localhost:3000"), ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", "authorization,content-type,x-api-version"));

        await Assert.That(answer.Status).IsEqualTo(204);
        await Assert.That(answer.Header("Access-Control-Allow-Origin")).IsEqualTo("http://localhost:3000");
        await Assert.That(answer.Header("Access-Control-Allow-Credentials")).IsEqualTo("true");
        await Assert.That(answer.Header("Access-Control-Allow-Methods")).Contains(method);
        await Assert.That(answer.Header("Access-Control-Allow-Headers")).Contains("x-api-version");
    }

    [Test]
    [Arguments("/api/analytics/dividends/confirm?dividend_id=00000000-0000-4000-8000-000000000000", 404)]
    [Arguments("/api/analytics/dividends/reject?dividend_id=00000000-0000-4000-8000-000000000000", 404)]
    [Arguments("/api/analytics/dividends/sync-all", 200)]
    [Arguments("/api/cache/clear", 200)]
    [Arguments("/api/financials/force-refresh?symbol=KO&data_type=overview", 403)]
    public async Task A_post_without_a_body_is_fine_with_and_without_a_content_type(string path, int status)
    {
        var user = (await RecordedClientTests.ServiceAsync()).NewUser();

        foreach (var body in (string?[])[null, ""])
        {
            var answer = await user.V1.PostAsync(path, body);
            await Assert.That(answer.Status).IsEqualTo(status).Because(answer.Text);
        }
    }
}
