using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class EditTransactionTests
{
    private const string Path = "/api/transactions";

    [Test]
    public async Task A_transaction_is_replaced_whole()
    {
        var user = (await App.SharedAsync()).NewUser();
        var added = await user.PostAsync(Path, TradeJson.With(
            ("commission", "5"), ("notes", "\"old\""), ("exchange_rate", "1.1"), ("currency", "\"EUR\""),
            ("amount_invested", "7")));
        var before = added.Data.GetProperty("transaction");

        var edited = await user.PutAsync($"{Path}/{before.Id()}", TradeJson.With(("quantity", "12.5")));

        await Assert.That(edited.Status).IsEqualTo(200).Because(edited.Text);
        await Assert.That(edited.Json.GetProperty("message").GetString())
            .IsEqualTo("Transaction updated successfully");
        var after = edited.Data.GetProperty("transaction");
        await Assert.That(after.Id()).IsEqualTo(before.Id());
        await Assert.That(after.GetProperty("quantity").GetRawText()).IsEqualTo("12.5");
        await Assert.That(after.GetProperty("commission").GetRawText()).IsEqualTo("0");
        await Assert.That(after.GetProperty("currency").GetString()).IsEqualTo("USD");
        await Assert.That(after.GetProperty("notes").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(after.GetProperty("exchange_rate").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(after.GetProperty("amount_invested").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(after.GetProperty("created_at").GetDateTime())
            .IsEqualTo(before.GetProperty("created_at").GetDateTime());
        await Assert.That(after.GetProperty("updated_at").GetDateTime())
            .IsGreaterThan(before.GetProperty("updated_at").GetDateTime());
        var listed = (await user.GetAsync(Path)).Data.GetProperty("transactions");
        await Assert.That(listed.GetArrayLength()).IsEqualTo(1);
        await Assert.That(listed[0].GetRawText()).IsEqualTo(after.GetRawText());
    }

    [Test]
    public async Task A_dividend_stays_a_dividend_whatever_type_comes_back_with_it()
    {
        var user = (await App.SharedAsync()).NewUser();
        var row = await user.AddAsync("DIVIDEND", "AAPL", "10", "2024-03-15");

        var edited = await user.PutAsync($"{Path}/{row.Id()}", TradeJson.With(("price", "0.25")));

        var after = edited.Data.GetProperty("transaction");
        await Assert.That(after.GetProperty("transaction_type").GetString()).IsEqualTo("DIVIDEND");
        await Assert.That(after.GetProperty("price").GetRawText()).IsEqualTo("0.25");
    }

    [Test]
    public async Task A_purchase_may_become_a_sale_of_what_is_held()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.AddAsync("Buy", "AAPL", "10", "2024-03-01");
        var row = await user.AddAsync("Buy", "AAPL", "4", "2024-03-15");

        var edited = await user.PutAsync($"{Path}/{row.Id()}", TradeJson.Of("Sell", "AAPL", "4", "2024-03-15"));

        await Assert.That(edited.Data.GetProperty("transaction").GetProperty("transaction_type").GetString())
            .IsEqualTo("Sell");
    }

    [Test]
    public async Task The_rules_are_those_of_adding()
    {
        var user = (await App.SharedAsync()).NewUser();
        var row = await user.AddAsync("Buy", "AAPL", "10", "2024-03-15");

        var answer = await user.PutAsync($"{Path}/{row.Id()}", TradeJson.With(
            ("quantity", "-1"), ("date", "\"2024-02-30\""), ("currency", "\"ZZZ\"")));

        await ErrorShape.AssertInvalidAsync(answer, "quantity", "date", "currency");
        var kept = (await user.GetAsync(Path)).Data.GetProperty("transactions")[0];
        await Assert.That(kept.GetRawText()).IsEqualTo(row.GetRawText());
    }

    [Test]
    [Arguments("7d3f7a3e-8c53-4f0e-9a68-0f1d3c3b2a11")]
    [Arguments("7D3F7A3E8C534F0E9A680F1D3C3B2A11")]
    [Arguments("not-a-uuid")]
    [Arguments("1")]
    [Arguments("'%20OR%201=1")]
    public async Task An_id_that_names_nothing_is_not_found(string id)
    {
        var user = (await App.SharedAsync()).NewUser();

        var answer = await user.PutAsync($"{Path}/{id}", TradeJson.With());

        await ErrorShape.AssertAsync(answer, 404, "NotFoundError");
        await Assert.That(answer.Json.GetProperty("message").GetString()!).StartsWith("Transaction not found: ");
    }
}
