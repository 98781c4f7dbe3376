using System.Text.RegularExpressions;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed partial class DeleteTransactionTests
{
    private const string Path = "/api/transactions";

    [Test]
    public async Task A_deleted_transaction_is_gone_and_cannot_be_deleted_again()
    {
        var user = (await App.SharedAsync()).NewUser();
        var row = await user.AddAsync("Buy", "AAPL", "10", "2024-03-15");

        var deleted = await user.DeleteAsync($"{Path}/{row.Id()}");
        var again = await user.DeleteAsync($"{Path}/{row.Id()}");

        await Assert.That(deleted.Data.GetRawText()).IsEqualTo("""{"deleted":true}""");
        await Assert.That(deleted.Json.GetProperty("message").GetString())
            .IsEqualTo("Transaction deleted successfully");
        await ErrorShape.AssertAsync(again, 404, "NotFoundError");
        await Assert.That((await user.GetAsync(Path)).Data.GetProperty("total").GetInt32()).IsEqualTo(0);
    }

    [Test]
    [Arguments("PUT")]
    [Arguments("DELETE")]
    public async Task Another_users_transaction_looks_like_one_that_never_was(string method)
    {
        var app = await App.SharedAsync();
        var (owner, other) = (app.NewUser(), app.NewUser());
        var row = await owner.AddAsync("Buy", "AAPL", "10", "2024-03-15");
        var before = await owner.GetAsync(Path);
        var body = method == "PUT" ? TradeJson.With() : null;

        var foreign = await other.SendAsync(new HttpMethod(method), $"{Path}/{row.Id()}", body);
        var random = await other.SendAsync(new HttpMethod(method), $"{Path}/{Guid.CreateVersion7()}", body);

        await ErrorShape.AssertAsync(foreign, 404, "NotFoundError");
        await Assert.That(Masked(foreign)).IsEqualTo(Masked(random));
        var after = await owner.GetAsync(Path);
        await Assert.That(after.Data.GetRawText()).IsEqualTo(before.Data.GetRawText());
    }

    [Test]
    public async Task Another_users_ledger_is_not_listed()
    {
        var app = await App.SharedAsync();
        var (owner, other) = (app.NewUser(), app.NewUser());
        var row = await owner.AddAsync("Buy", "AAPL", "10", "2024-03-15");
        var page = await owner.GetAsync($"{Path}?limit=1");
        await owner.AddAsync("Buy", "AAPL", "10", "2024-03-14");
        var cursor = (await owner.GetAsync($"{Path}?limit=1")).Data.GetProperty("next_cursor").GetString();

        var listed = await other.GetAsync(Path);
        var withCursor = await other.GetAsync($"{Path}?cursor={cursor}");

        await Assert.That(page.Data.GetProperty("total").GetInt32()).IsEqualTo(1);
        await Assert.That(listed.Data.GetProperty("total").GetInt32()).IsEqualTo(0);
        await Assert.That(withCursor.Data.GetProperty("count").GetInt32()).IsEqualTo(0);
        await Assert.That(listed.Text + withCursor.Text).DoesNotContain(row.Id());
    }

    [Test]
    public async Task Another_users_shares_cannot_be_sold()
    {
        var app = await App.SharedAsync();
        await app.NewUser().AddAsync("Buy", "AAPL", "10", "2024-03-15");

        var answer = await app.NewUser().PostAsync(Path, TradeJson.Of("Sell", "AAPL", "1", "2024-03-16"));

        await ErrorShape.AssertAsync(answer, 409, "ConflictError");
    }

    /// <summary>Status, headers and body without what differs between any two requests, the id in question among it.
    /// </summary>
    private static string Masked(Answer answer)
    {
        var headers = string.Join("\n", answer.Message.Headers.Concat(answer.Message.Content.Headers)
            .Where(header => header.Key is not ("Date" or "RateLimit-Remaining" or "RateLimit-Reset"))
            .Select(header => $"{header.Key}: {string.Join(",", header.Value)}"));
        return Varying().Replace($"{answer.Status}\n{headers}\n{answer.Text}", "*");
    }

    [GeneratedRegex(@"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Varying();
}
