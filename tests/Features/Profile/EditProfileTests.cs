using System.Text.Json;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Profile;

internal sealed class EditProfileTests
{
    private const string Path = "/api/profile";

    [Test]
    public async Task A_user_without_a_profile_has_dollars_and_nothing_to_read_or_edit()
    {
        var user = (await App.SharedAsync()).NewUser().V1;

        await Assert.That((await user.GetAsync(Path)).Status).IsEqualTo(404);
        await Assert.That((await PatchAsync(user, """{"country":"DE"}""")).Status).IsEqualTo(404);
        await Assert.That((await user.GetAsync(Path + "/currency")).Text).IsEqualTo("""{"base_currency":"USD"}""");
    }

    [Test]
    public async Task A_profile_is_made_once_and_keeps_every_letter_of_a_name()
    {
        var user = (await App.SharedAsync()).NewUser().V1;

        var made = await user.PostAsync(
            Path, """{"first_name":" José ","last_name":"O'Neil-Łuczak 明","country":"de","base_currency":"eur"}""");
        var again = await user.PostAsync(Path, """{"first_name":"Other"}""");
        var read = await user.GetAsync(Path);

        await Assert.That(made.Status).IsEqualTo(200);
        await Assert.That(made.Json.GetProperty("first_name").GetString()).IsEqualTo("José");
        await Assert.That(made.Json.GetProperty("last_name").GetString()).IsEqualTo("O'Neil-Łuczak 明");
        await Assert.That(made.Json.GetProperty("country").GetString()).IsEqualTo("DE");
        await Assert.That(made.Json.GetProperty("cost_method").GetString()).IsEqualTo("fifo");
        await Assert.That(again.Status).IsEqualTo(400);
        await Assert.That(again.Json.GetProperty("detail").GetString()).IsEqualTo("Profile already exists");
        await Assert.That(read.Text).IsEqualTo(made.Text);
    }

    [Test]
    public async Task An_edit_changes_what_is_sent_clears_what_is_null_and_leaves_the_rest()
    {
        var user = (await App.SharedAsync()).NewUser().V1;
        await user.PostAsync(Path, """{"first_name":"Ada","last_name":"King","country":"GB","base_currency":"GBP"}""");

        var edited = await PatchAsync(user, """{"last_name":null,"country":"IE","base_currency":null}""");

        await Assert.That(edited.Status).IsEqualTo(200);
        await Assert.That(edited.Json.GetProperty("first_name").GetString()).IsEqualTo("Ada");
        await Assert.That(edited.Json.GetProperty("last_name").ValueKind).IsEqualTo(JsonValueKind.Null);
        await Assert.That(edited.Json.GetProperty("country").GetString()).IsEqualTo("IE");
        await Assert.That(edited.Json.GetProperty("base_currency").GetString()).IsEqualTo("GBP");
    }

    [Test]
    [Arguments("{}", 400)]
    [Arguments("""{"nickname":"x"}""", 400)]
    [Arguments("""{"country":"DEU"}""", 422)]
    [Arguments("""{"base_currency":"XYZ"}""", 422)]
    [Arguments("""{"base_currency":"GBp"}""", 422)] // pence, which in capitals would be pounds
    [Arguments("""{"cost_method":"best"}""", 422)]
    [Arguments("""{"first_name":"a\u0007b"}""", 422)]
    public async Task What_cannot_be_stored_is_refused(string body, int status)
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync(Path, "{}");

        await Assert.That((await PatchAsync(user, body)).Status).IsEqualTo(status);
    }

    [Test]
    public async Task Another_base_currency_or_lot_method_changes_the_very_next_document()
    {
        var user = (await App.SharedAsync()).NewUser();
        await user.PostAsync(Path, "{}");
        foreach (var row in (string[])[
            """{"symbol":"KO","transaction_type":"Buy","quantity":1,"price":40,"date":"2021-02-03"}""",
            """{"symbol":"KO","transaction_type":"Buy","quantity":1,"price":50,"date":"2021-02-04"}""",
            """{"symbol":"KO","transaction_type":"Sell","quantity":1,"price":60,"date":"2021-02-05"}"""])
        {
            await user.PostAsync("/api/transactions", row);
        }

        var fifo = await GainAsync(user);
        await PatchAsync(user, """{"cost_method":"LIFO"}""");
        var lifo = await GainAsync(user);
        await PatchAsync(user, """{"base_currency":"EUR"}""");
        var document = (await user.GetAsync("/api/portfolio/complete")).Data;

        await Assert.That(fifo).IsEqualTo(20m);
        await Assert.That(lifo).IsEqualTo(10m);
        await Assert.That(document.GetProperty("portfolio_data").GetProperty("base_currency").GetString())
            .IsEqualTo("EUR");
    }

    private static async Task<decimal> GainAsync(Caller user) =>
        (await user.GetAsync("/api/portfolio/complete")).Data.GetProperty("transactions_summary")
            .GetProperty("realized_gains").GetDecimal();

    private static Task<Answer> PatchAsync(Caller user, string body) => user.SendAsync(HttpMethod.Patch, Path, body);
}
