using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Transactions;

internal sealed class LotChoicesTests
{
    private const string Path = "/api/transactions";

    /// <summary>Ten shares at 10 and ten at 20; answers the ids of the two purchases.</summary>
    private static async Task<(Caller User, string Old, string New)> HolderAsync()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync("/api/profile", """{"cost_method":"specific"}""");
        var old = await user.PostAsync(Path, TradeJson.Of("Buy", "XLOT", "10", "2024-03-01"));
        var young = await user.PostAsync(Path, TradeJson.Of("Buy", "XLOT", "10", "2024-03-04", price: "20"));
        return (user, old.Data.GetProperty("transaction").Id(), young.Data.GetProperty("transaction").Id());
    }

    private static string Sale(string quantity, string lots, string date = "2024-03-05") => TradeJson.With(
        ("symbol", "\"XLOT\""), ("transaction_type", "\"Sell\""), ("quantity", quantity), ("price", "30"),
        ("date", $"\"{date}\""), ("lots", lots));

    private static string Lot(string id, string quantity) =>
        $$"""{"transaction_id":"{{id}}","quantity":{{quantity}}}""";

    private static async Task<string[]> ConsumedAsync(Caller user, string query = "")
    {
        var lots = (await user.GetAsync($"/api/analytics/lots?symbol=XLOT{query}")).Data.GetProperty("positions")[0];
        return [.. lots.GetProperty("disposals").EnumerateArray().SelectMany(sale => sale.GetProperty("lots")
            .EnumerateArray()).Select(lot => $"{lot.GetProperty("bought_on")} {lot.GetProperty("quantity")}")];
    }

    [Test]
    public async Task A_sale_takes_the_lots_chosen_for_it_and_the_rest_from_the_oldest()
    {
        var (user, _, young) = await HolderAsync();

        var sold = await user.PostAsync(Path, Sale("6", $"[{Lot(young, "4")}]"));

        await Assert.That(sold.Status).IsEqualTo(200).Because(sold.Text);
        await Assert.That(sold.Data.GetProperty("transaction").GetProperty("lots").GetRawText())
            .IsEqualTo($"[{Lot(young, "4")}]");
        await Assert.That(await ConsumedAsync(user)).IsEquivalentTo(["2024-03-04 4", "2024-03-01 2"]);
        await Assert.That(await ConsumedAsync(user, "&method=fifo")).IsEquivalentTo(["2024-03-01 6"]);
        var realized = (await user.GetAsync("/api/analytics/realized?year=2024")).Data;
        await Assert.That(realized.GetProperty("method").GetString()).IsEqualTo("specific");
        await Assert.That(realized.GetProperty("total").GetProperty("gain").GetDecimal()).IsEqualTo(80m);
        var first = (await user.GetAsync("/api/analytics/realized?year=2024&method=fifo")).Data;
        await Assert.That(first.GetProperty("total").GetProperty("gain").GetDecimal()).IsEqualTo(120m);
        var listed = (await user.GetAsync(Path)).Data.GetProperty("transactions");
        await Assert.That(listed[0].TryGetProperty("lots", out _)).IsTrue();
        await Assert.That(listed[1].TryGetProperty("lots", out _)).IsFalse();
    }

    [Test]
    [Arguments("""[{"transaction_id":"not an id","quantity":1}]""")]
    [Arguments("""[{"quantity":1}]""")]
    [Arguments("[null]")]
    [Arguments("\"all\"")]
    [Arguments("""[{"transaction_id":"<old>","quantity":0}]""")]
    [Arguments("""[{"transaction_id":"<old>"}]""")]
    [Arguments("""[{"transaction_id":"<old>","quantity":7}]""")]
    [Arguments("""[{"transaction_id":"<old>","quantity":1},{"transaction_id":"<old>","quantity":1}]""")]
    public async Task A_choice_that_makes_no_sense_is_refused(string lots)
    {
        var (user, old, _) = await HolderAsync();

        var refused = await user.PostAsync(Path, Sale("6", lots.Replace("<old>", old, StringComparison.Ordinal)));

        await Assert.That(refused.Status).IsEqualTo(422).Because(refused.Text);
        await Assert.That(ErrorShape.Fields(refused).Single()).StartsWith("lots");
    }

    [Test]
    public async Task A_purchase_takes_no_lots()
    {
        var (user, old, _) = await HolderAsync();

        var refused = await user.PostAsync(Path, TradeJson.With(("lots", $"[{Lot(old, "1")}]")));

        await ErrorShape.AssertInvalidAsync(refused, "lots");
    }

    [Test]
    public async Task Lots_that_are_not_there_or_used_up_are_a_conflict_that_names_them()
    {
        var (user, old, _) = await HolderAsync();
        await user.PostAsync(Path, Sale("8", $"[{Lot(old, "8")}]"));

        var unknown = await user.PostAsync(Path, Sale("1", $"[{Lot(user.Id.ToString(), "1")}]", "2024-03-06"));
        var usedUp = await user.PostAsync(Path, Sale("3", $"[{Lot(old, "3")}]", "2024-03-06"));

        await Assert.That((unknown.Status, usedUp.Status)).IsEqualTo((409, 409));
        await Assert.That(ErrorShape.Fields(unknown)).IsEquivalentTo(["lots[0].transaction_id"]);
        await Assert.That(ErrorShape.Fields(usedUp)).IsEquivalentTo(["lots[0].quantity"]);
        await Assert.That(usedUp.Json.GetProperty("message").GetString()).Contains("of which 2 are left");
        await Assert.That(await ConsumedAsync(user)).IsEquivalentTo(["2024-03-01 8"]);
    }

    [Test]
    public async Task A_purchase_that_a_choice_stands_on_stays()
    {
        var (user, old, young) = await HolderAsync();
        var sale = await user.PostAsync(Path, Sale("8", $"[{Lot(young, "8")}]"));

        var removed = await user.DeleteAsync($"{Path}/{young}");
        var shrunk = await user.PutAsync($"{Path}/{young}", TradeJson.Of("Buy", "XLOT", "7", "2024-03-04"));
        await user.PutAsync($"{Path}/{sale.Data.GetProperty("transaction").Id()}", Sale("8", $"[{Lot(old, "8")}]"));
        var freed = await user.DeleteAsync($"{Path}/{young}");

        await Assert.That((removed.Status, shrunk.Status, freed.Status)).IsEqualTo((409, 409, 200));
        await Assert.That(await ConsumedAsync(user)).IsEquivalentTo(["2024-03-01 8"]);
    }

    [Test]
    public async Task An_edit_keeps_the_choice_until_an_empty_list_lets_go_of_it()
    {
        var (user, _, young) = await HolderAsync();
        var sale = await user.PostAsync(Path, Sale("8", $"[{Lot(young, "4")}]"));
        var path = $"{Path}/{sale.Data.GetProperty("transaction").Id()}";

        var kept = await user.PutAsync(path, TradeJson.Of("Sell", "XLOT", "6", "2024-03-06", price: "31"));
        var consumed = await ConsumedAsync(user);
        var tooSmall = await user.PutAsync(path, TradeJson.Of("Sell", "XLOT", "3", "2024-03-06"));
        var freed = await user.PutAsync(path, Sale("6", "[]"));

        await Assert.That(kept.Data.GetProperty("transaction").GetProperty("lots").GetRawText())
            .IsEqualTo($"[{Lot(young, "4")}]");
        await Assert.That(consumed).IsEquivalentTo(["2024-03-04 4", "2024-03-01 2"]);
        await Assert.That(tooSmall.Status).IsEqualTo(409).Because(tooSmall.Text);
        await Assert.That(freed.Data.GetProperty("transaction").TryGetProperty("lots", out _)).IsFalse();
        await Assert.That(await ConsumedAsync(user)).IsEquivalentTo(["2024-03-01 6"]);
    }

    [Test]
    public async Task Many_rows_at_once_are_held_to_the_same_rule()
    {
        var (user, old, young) = await HolderAsync();
        Task<Answer> SendAsync(string lots) => user.PostAsync(
            $"{Path}/bulk", $$"""{"transactions":[{{Sale("4", lots)}},{{Sale("5", $"[{Lot(young, "5")}]")}}]}""");

        var refused = await SendAsync($"[{Lot(old, "4")},{Lot(young, "0")}]");
        var conflict = await SendAsync($"[{Lot(user.Id.ToString(), "4")}]");
        var stored = await SendAsync($"[{Lot(old, "4")}]");

        await Assert.That(refused.Status).IsEqualTo(422).Because(refused.Text);
        await Assert.That(ErrorShape.Fields(refused)).IsEquivalentTo(["transactions[0].lots[1].quantity"]);
        await Assert.That(conflict.Status).IsEqualTo(409).Because(conflict.Text);
        await Assert.That(ErrorShape.Fields(conflict)).IsEquivalentTo(["transactions[0].lots[0].transaction_id"]);
        await Assert.That(stored.Status).IsEqualTo(200).Because(stored.Text);
        await Assert.That(await ConsumedAsync(user)).IsEquivalentTo(["2024-03-01 4", "2024-03-04 5"]);
    }

    [Test]
    public async Task An_export_keeps_the_choice_for_whoever_imports_it()
    {
        var (user, _, young) = await HolderAsync();
        await user.PostAsync(Path, Sale("4", $"[{Lot(young, "4")}]"));
        var file = (await user.GetAsync("/api/export")).Data;
        var other = (await App.SharedAsync()).NewUser();

        var imported = await other.ImportJsonAsync(file.GetRawText());

        await Assert.That(imported.Status).IsEqualTo(200).Because(imported.Text);
        await Assert.That(await ConsumedAsync(other)).IsEquivalentTo(["2024-03-04 4"]);
        var taken = (await other.GetAsync("/api/export")).Data.GetProperty("transactions").EnumerateArray()
            .Single(row => row.TryGetProperty("lots", out _)).GetProperty("lots")[0];
        await Assert.That(taken.GetProperty("transaction_id").GetString()).IsNotEqualTo(young);
        await Assert.That((await other.DeleteAsync($"/api/import/{imported.Data.GetProperty("import_id")}")).Status)
            .IsEqualTo(200);
    }
}
