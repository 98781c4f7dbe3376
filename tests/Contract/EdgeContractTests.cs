using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>The bodies of the ledger, of the token and of the service's health, and of every kind of refusal.</summary>
internal sealed class EdgeContractTests
{
    private const string Path = "/api/transactions";

    [Test]
    [Arguments("get-root", "/")]
    [Arguments("get-health", "/health")]
    [Arguments("get-readiness", "/health/ready")]
    [Arguments("validate-token", "/api/auth/validate")]
    [Arguments("list-transactions", Path + "?limit=2")]
    public async Task An_answer_is_what_it_was(string name, string path)
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "AAPL", "10", "2024-03-01");
        await user.AddAsync("Sell", "AAPL", "0.5", "2024-03-02");
        await user.AddAsync("DIVIDEND", "AAPL", "9.5", "2024-03-03");

        foreach (var caller in (Caller[])[user.V1, user])
        {
            await AssertGoldenAsync(name, caller, await caller.GetAsync(path));
        }
    }

    [Test]
    public async Task An_answer_to_a_write_is_what_it_was()
    {
        var app = await App.SharedAsync();
        foreach (var caller in (Caller[])[app.NewUser().V1, app.NewUser()])
        {
            var added = await caller.PostAsync(Path, TradeJson.With(
                ("transaction_type", "\"BUY\""), ("quantity", "2.5"), ("commission", "0.99"),
                ("currency", "\"eur\""), ("exchange_rate", "1.0825"), ("amount_invested", "251.25"),
                ("notes", "\"it's <half>\"")));
            await AssertGoldenAsync("add-transaction", caller, added);
            var row = caller.Version is null
                ? added.Data.GetProperty("transaction")
                : added.Json.GetProperty("transaction");

            var edited = await caller.PutAsync($"{Path}/{row.Id()}", TradeJson.With(("quantity", "12")));
            await AssertGoldenAsync("edit-transaction", caller, edited);

            var deleted = await caller.DeleteAsync($"{Path}/{row.Id()}");
            await AssertGoldenAsync("delete-transaction", caller, deleted);
        }
    }

    [Test]
    public async Task An_answer_to_an_administrator_is_what_it_was()
    {
        // On its own: the switches are everybody's.
        await using var app = await App.StartAsync();
        var user = app.NewUser();
        var claims = Token.Claims(user.Id, app.Clock.GetUtcNow())
            .Replace("\"role\":\"authenticated\"", "\"role\":\"service_role\"", StringComparison.Ordinal);
        var admin = user with { Token = Token.Sign(claims) };

        foreach (var caller in (Caller[])[admin.V1, admin])
        {
            await AssertGoldenAsync("get-logging-status", caller, await caller.GetAsync("/api/debug/logging-status"));
            await AssertGoldenAsync("toggle-logging", caller,
                await caller.PostAsync("/api/debug/toggle-info-logging", null));
            await caller.PostAsync("/api/debug/toggle-info-logging", null);
            await AssertGoldenAsync("reset-circuit-breaker", caller,
                await caller.PostAsync("/api/debug/reset-circuit-breaker?service=alpha_vantage", null));
            await AssertGoldenAsync("get-budget", caller, await caller.GetAsync("/api/market/budget"));
        }
    }

    [Test]
    [Arguments(400, "POST", Path, "{")]
    [Arguments(404, "DELETE", Path + "/00000000-0000-0000-0000-000000000000", null)]
    [Arguments(405, "PATCH", Path, null)]
    [Arguments(409, "POST", Path, """
        {"symbol":"MSFT","transaction_type":"Sell","quantity":1,"price":1,"date":"2024-03-15","unpriced":true}
        """)]
    [Arguments(422, "POST", Path, """{"symbol":"AAPL","transaction_type":"Buy","quantity":0,"price":1}""")]
    public async Task A_refusal_is_what_it_was_and_the_same_in_both_versions(
        int status, string method, string path, string? body)
    {
        var user = (await App.SharedAsync()).NewUser();

        foreach (var caller in (Caller[])[user.V1, user])
        {
            var answer = await caller.SendAsync(new(method), path, body);
            await Assert.That(answer.Status).IsEqualTo(status);
            await GoldenBody.CheckAsync($"refusal-{status}.json", answer.Json);
        }
    }

    [Test]
    public async Task A_refusal_of_a_token_is_what_it_was()
    {
        var stranger = (await App.SharedAsync()).Stranger with { Token = "a.b" };

        var answer = await stranger.GetAsync(Path);

        await Assert.That(answer.Status).IsEqualTo(401);
        await GoldenBody.CheckAsync("refusal-401.json", answer.Json);
    }

    private static async Task AssertGoldenAsync(string name, Caller caller, Answer answer)
    {
        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await GoldenBody.CheckAsync($"{name}.{caller.Version ?? "v2"}.json", answer.Json);
    }
}
