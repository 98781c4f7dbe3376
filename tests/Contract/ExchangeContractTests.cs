using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>The bodies of what comes in and goes out in bulk, in both versions.</summary>
internal sealed class ExchangeContractTests
{
    private const string Csv =
        "date,type,symbol,quantity,price,comment\n2024-03-01,Buy,AAPL,10,100.5,a\n2024-03-02,Sell,AAPL,4,101,b\n";

    [Test]
    public async Task An_answer_is_what_it_was()
    {
        var app = await App.SharedAsync();
        foreach (var caller in (Caller[])[app.NewUser().V1, app.NewUser()])
        {
            await CheckAsync("add-transactions", caller, await caller.PostAsync("/api/transactions/bulk",
                $$"""{"transactions":[{{TradeJson.Of("Buy", "MSFT", "1.5", "2024-03-01")}}]}"""));
            await CheckAsync("import-ledger-preview", caller, await caller.ImportCsvAsync(Csv, "?preview=true"));
            var import = await caller.ImportCsvAsync(Csv);
            await CheckAsync("import-ledger", caller, import);
            await CheckAsync("list-imports", caller, await caller.GetAsync("/api/import"));
            await CheckAsync("export-account", caller, await caller.GetAsync("/api/export"));
            var reply = caller.Version is null ? import.Data : import.Json;
            await CheckAsync("revert-import", caller,
                await caller.DeleteAsync($"/api/import/{reply.GetProperty("import_id").GetString()}"));
            await CheckAsync("erase-account", caller,
                await caller.SendAsync(HttpMethod.Delete, "/api/account", $$"""{"confirm":"{{caller.Id}}"}"""));
        }
    }

    [Test]
    public async Task A_refusal_of_rows_is_what_it_was_and_the_same_in_both_versions()
    {
        var user = (await App.SharedAsync()).NewUser();
        const string csv = "date,type,symbol,quantity,price\n2024-03-01,Buy,AAPL,0,1\n2024-03-01,Buy,AAPL,1,1\n";

        foreach (var caller in (Caller[])[user.V1, user])
        {
            var answer = await caller.ImportCsvAsync(csv);
            await Assert.That(answer.Status).IsEqualTo(422);
            await GoldenBody.CheckAsync("refusal-422-rows.json", answer.Json);
        }
    }

    private static async Task CheckAsync(string name, Caller caller, Answer answer)
    {
        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await GoldenBody.CheckAsync($"{name}.{caller.Version ?? "v2"}.json", answer.Json);
    }
}
