using PortfolioTracker.Tests.Contract;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Research;

internal sealed class ResearchContractTests
{
    [Test]
    [Arguments("search-symbols", "/api/symbol_search?q=acme")]
    [Arguments("get-overview", "/api/stock_overview?symbol=pep")]
    [Arguments("get-quote", "/api/quote/KO")]
    [Arguments("get-historical-price", "/api/historical_price/IBM?date=2026-05-16")]
    [Arguments("get-prices", "/api/stock_prices/IBM?days=5")]
    [Arguments("get-financials-overview", "/api/financials/IBM")]
    [Arguments("get-financials-income", "/api/financials/IBM?data_type=income&force_refresh=false")]
    [Arguments("get-news", "/api/news/IBM?limit=30")]
    public async Task A_known_answer_has_the_shape_that_clients_rely_on(string name, string path)
    {
        var app = await ResearchApp.SharedAsync();
        var user = app.NewUser();

        // The first answer may have been fetched, and then says so; the second is from the database.
        await user.GetAsync(path);
        var (current, legacy) = (await user.GetAsync(path), await user.V1.GetAsync(path));

        await Assert.That((current.Status, legacy.Status)).IsEqualTo((200, 200));
        await GoldenBody.CheckAsync($"{name}.v2.json", current.Json);
        await GoldenBody.CheckAsync($"{name}.v1.json", legacy.Json);
    }

    [Test]
    public async Task A_forced_refresh_has_the_shape_that_clients_rely_on()
    {
        var service = (await ResearchApp.SharedAsync()).ServiceRole();

        var current = await service.PostAsync("/api/financials/force-refresh?symbol=PEP&data_type=balance", null);
        var legacy = await service.V1.PostAsync("/api/financials/force-refresh?symbol=PEP&data_type=CASH_FLOW", "");

        await Assert.That((current.Status, legacy.Status)).IsEqualTo((200, 200));
        await GoldenBody.CheckAsync("refresh-financials.v2.json", current.Json);
        await GoldenBody.CheckAsync("refresh-financials.v1.json", legacy.Json);
    }

    [Test]
    [Arguments("/api/symbol_search?q=IBM")]
    [Arguments("/api/stock_overview?symbol=IBM")]
    [Arguments("/api/quote/IBM")]
    [Arguments("/api/historical_price/IBM?date=2026-05-15")]
    [Arguments("/api/stock_prices/IBM")]
    [Arguments("/api/financials/IBM")]
    [Arguments("/api/news/IBM")]
    public async Task A_stranger_is_told_nothing(string path) =>
        await Assert.That((await (await ResearchApp.SharedAsync()).Stranger.GetAsync(path)).Status).IsEqualTo(401);

    [Test]
    [Arguments("/api/stock_overview", 400)]
    [Arguments("/api/stock_overview?symbol=", 400)]
    [Arguments("/api/stock_overview?symbol=A%20B", 422)]
    [Arguments("/api/stock_overview?symbol=NOPE", 404)]
    [Arguments("/api/quote/NOPE", 404)]
    [Arguments("/api/quote/A%26apikey=x", 422)]
    [Arguments("/api/historical_price/IBM", 422)]
    [Arguments("/api/historical_price/IBM?date=15.05.2026", 400)]
    [Arguments("/api/historical_price/IBM?date=2026-05-18", 422)]
    [Arguments("/api/historical_price/IBM?date=2026-05-10", 404)]
    [Arguments("/api/historical_price/IBM?date=0001-01-01", 404)]
    [Arguments("/api/historical_price/NOPE?date=2026-05-15", 404)]
    [Arguments("/api/stock_prices/NOPE", 404)]
    [Arguments("/api/stock_prices/IBM?days=soon", 422)]
    [Arguments("/api/stock_prices/IBM?years=0", 422)]
    [Arguments("/api/financials/IBM?data_type=EARNINGS", 400)]
    [Arguments("/api/financials/NOPE?data_type=income", 404)]
    [Arguments("/api/news/IBM?limit=0", 422)]
    [Arguments("/api/symbol_search", 422)]
    [Arguments("/api/symbol_search?q=IBM&limit=1000", 422)]
    public async Task What_cannot_be_answered_is_refused_in_the_one_error_body(string path, int status)
    {
        var user = (await ResearchApp.SharedAsync()).NewUser();
        foreach (var caller in (Caller[])[user, user.V1])
        {
            var answer = await caller.GetAsync(path);

            await Assert.That(answer.Status).IsEqualTo(status);
            await Assert.That(answer.Json.GetProperty("success").GetBoolean()).IsFalse();
            await Assert.That(answer.Json.GetProperty("detail").GetString())
                .IsEqualTo(answer.Json.GetProperty("message").GetString());
            await Assert.That(answer.Json.TryGetProperty("details", out _)).IsTrue();
        }
    }
}
