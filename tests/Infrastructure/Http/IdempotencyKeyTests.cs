using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Http;

internal sealed class IdempotencyKeyTests
{
    private const string Path = "/api/transactions";
    private const string Key = "Idempotency-Key";

    [Test]
    public async Task A_repeated_request_is_carried_out_once_and_answered_alike()
    {
        var user = (await App.SharedAsync()).NewUser();
        var body = TradeJson.With(("notes", "\"once\""));

        var first = await user.PostAsync(Path, body, (Key, "k1"));
        var second = await user.PostAsync(Path, body, (Key, "k1"));

        await Assert.That(first.Status).IsEqualTo(200).Because(first.Text);
        await Assert.That(first.Header("Idempotent-Replayed")).IsNull();
        await Assert.That(second.Status).IsEqualTo(200);
        await Assert.That(second.Header("Idempotent-Replayed")).IsEqualTo("true");
        await Assert.That(second.Text).IsEqualTo(first.Text);
        await Assert.That(await CountAsync(user)).IsEqualTo(1);
    }

    [Test]
    public async Task Sixteen_at_once_under_one_key_add_one_row()
    {
        var user = (await App.SharedAsync()).NewUser();
        var body = TradeJson.With();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => user.PostAsync(Path, body, (Key, "parallel"))));

        await Assert.That(answers.Select(answer => answer.Status).Distinct()).IsEquivalentTo([200]);
        await Assert.That(answers.Select(answer => answer.Text).Distinct().Count()).IsEqualTo(1);
        await Assert.That(answers.Count(answer => answer.Header("Idempotent-Replayed") is null)).IsEqualTo(1);
        await Assert.That(await CountAsync(user)).IsEqualTo(1);
    }

    [Test]
    public async Task Another_request_under_the_same_key_is_refused()
    {
        var user = (await App.SharedAsync()).NewUser();
        var row = await user.PostAsync(Path, TradeJson.With(), (Key, "k2"));
        var id = row.Data.GetProperty("transaction").Id();

        var body = await user.PostAsync(Path, TradeJson.With(("quantity", "11")), (Key, "k2"));
        var version = await user.V1.PostAsync(Path, TradeJson.With(), (Key, "k2"));
        var query = await user.PostAsync(Path + "?dividend_id=1", TradeJson.With(), (Key, "k2"));
        var method = await user.DeleteAsync($"{Path}/{id}", (Key, "k2"));

        foreach (var answer in new[] { body, version, query, method })
        {
            await ErrorShape.AssertInvalidAsync(answer, Key);
        }

        await Assert.That(await CountAsync(user)).IsEqualTo(1);
    }

    [Test]
    public async Task A_key_belongs_to_its_user_alone()
    {
        var app = await App.SharedAsync();
        var (one, other) = (app.NewUser(), app.NewUser());

        var first = await one.PostAsync(Path, TradeJson.With(), (Key, "shared"));
        var same = await other.PostAsync(Path, TradeJson.With(), (Key, "shared"));
        var different = await app.NewUser().PostAsync(Path, TradeJson.With(("quantity", "3")), (Key, "shared"));

        await Assert.That(same.Header("Idempotent-Replayed")).IsNull();
        await Assert.That(same.Data.GetProperty("transaction").Id())
            .IsNotEqualTo(first.Data.GetProperty("transaction").Id());
        await Assert.That(different.Status).IsEqualTo(200);
        await Assert.That(await CountAsync(other)).IsEqualTo(1);
    }

    [Test]
    public async Task A_refused_request_leaves_its_key_free()
    {
        var user = (await App.SharedAsync()).NewUser();

        var invalid = await user.PostAsync(Path, TradeJson.With(("quantity", "0")), (Key, "k3"));
        var oversold = await user.PostAsync(Path, TradeJson.Of("Sell", "AAPL", "1", "2024-01-02"), (Key, "k3"));
        var good = await user.PostAsync(Path, TradeJson.With(), (Key, "k3"));

        await Assert.That(invalid.Status).IsEqualTo(422);
        await Assert.That(oversold.Status).IsEqualTo(409);
        await Assert.That(good.Status).IsEqualTo(200).Because(good.Text);
    }

    [Test]
    public async Task Edits_and_deletions_are_repeated_too()
    {
        var user = (await App.SharedAsync()).NewUser();
        var path = $"{Path}/{(await user.AddAsync("Buy", "AAPL", "5", "2024-01-02")).Id()}";
        var change = TradeJson.With(("quantity", "7"));

        var edited = await user.PutAsync(path, change, (Key, "edit"));
        var editedAgain = await user.PutAsync(path, change, (Key, "edit"));
        var deleted = await user.DeleteAsync(path, (Key, "delete"));
        var deletedAgain = await user.DeleteAsync(path, (Key, "delete"));
        var deletedWithoutKey = await user.DeleteAsync(path);

        await Assert.That(editedAgain.Text).IsEqualTo(edited.Text);
        await Assert.That(deleted.Status).IsEqualTo(200);
        await Assert.That(deletedAgain.Text).IsEqualTo(deleted.Text);
        await Assert.That(deletedWithoutKey.Status).IsEqualTo(404);
    }

    [Test]
    public async Task A_key_has_at_most_255_printable_characters()
    {
        var user = (await App.SharedAsync()).NewUser();

        var longest = await user.PostAsync(Path, TradeJson.With(), (Key, new string('k', 255)));
        var tooLong = await user.PostAsync(Path, TradeJson.With(), (Key, new string('k', 256)));

        await Assert.That(longest.Status).IsEqualTo(200);
        await ErrorShape.AssertInvalidAsync(tooLong, Key);
    }

    private static async Task<int> CountAsync(Caller user) =>
        (await user.GetAsync(Path)).Data.GetProperty("total").GetInt32();
}
