using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class RevertImportTests
{
    private const string Csv = "date,type,symbol,quantity,price\n2024-03-01,Buy,KO,10,57\n2024-03-02,Buy,PEP,1,170\n";

    [Test]
    public async Task What_an_import_brought_is_taken_out_and_nothing_else()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "KO", "3", "2024-02-01");
        var import = await user.ImportCsvAsync(Csv);

        var reverted = await user.DeleteAsync(Path(import));

        await Assert.That(reverted.Status).IsEqualTo(200).Because(reverted.Text);
        await Assert.That(reverted.Data.GetProperty("transactions").GetInt32()).IsEqualTo(2);
        await Assert.That(await user.LedgerAsync()).IsEquivalentTo(["2024-02-01 Buy KO 3 10 USD 0"]);
        await Assert.That((await user.DeleteAsync(Path(import))).Status).IsEqualTo(404);
    }

    [Test]
    public async Task What_later_sales_stand_on_stays()
    {
        var user = (await App.SharedAsync()).NewUser();
        var import = await user.ImportCsvAsync(Csv);
        await user.AddAsync("Sell", "KO", "4", "2024-03-04");

        var refused = await user.DeleteAsync(Path(import));

        await ErrorShape.AssertAsync(refused, 409, "ConflictError");
        await Assert.That(refused.Json.GetProperty("message").GetString())
            .IsEqualTo("You would be 4 KO short on 2024-03-04.");
        await Assert.That((await user.LedgerAsync()).Length).IsEqualTo(3);
    }

    [Test]
    public async Task Watched_symbols_and_decisions_go_too_and_the_profile_stays()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync("/api/watchlist/MSFT", null);
        var import = await user.ImportJsonAsync(
            """
            {"schema":"portfoliotracker-export","version":1,"profile":{"base_currency":"EUR"},
            "transactions":[{"transaction_type":"Buy","symbol":"KO","quantity":1,"price":1,"date":"2024-03-01"}],
            "dividends":[{"id":"00000000-0000-4000-8000-000000000001","symbol":"KO","ex_date":"2024-03-14",
              "amount_per_share":0.485,"total_amount":0.485,"currency":"USD","status":"rejected","source":"manual"}],
            "watchlist":[{"symbol":"KO"}]}
            """);

        var reverted = await user.DeleteAsync(Path(import));

        await Assert.That(reverted.Status).IsEqualTo(200).Because(reverted.Text);
        var file = (await user.GetAsync("/api/export")).Data;
        await Assert.That(file.GetProperty("dividends").GetArrayLength()).IsEqualTo(0);
        await Assert.That(file.GetProperty("transactions").GetArrayLength()).IsEqualTo(0);
        await Assert.That(file.GetProperty("imports").GetArrayLength()).IsEqualTo(0);
        await Assert.That(file.GetProperty("watchlist").EnumerateArray().Single().GetProperty("symbol").GetString())
            .IsEqualTo("MSFT");
        await Assert.That(file.GetProperty("profile").ValueKind).IsEqualTo(JsonValueKind.Object);
    }

    [Test]
    public async Task Another_users_import_looks_like_one_that_never_was()
    {
        var app = await App.SharedAsync();
        var owner = app.NewUser();
        var import = await owner.ImportCsvAsync(Csv);

        foreach (var path in (string[])[Path(import), $"{ImportFiles.Path}/{Guid.NewGuid()}", $"{ImportFiles.Path}/7"])
        {
            var refused = await app.NewUser().DeleteAsync(path);
            await ErrorShape.AssertAsync(refused, 404, "NotFoundError");
        }

        await Assert.That((await owner.LedgerAsync()).Length).IsEqualTo(2);
    }

    private static string Path(Answer import) =>
        $"{ImportFiles.Path}/{import.Data.GetProperty("import_id").GetString()}";
}
