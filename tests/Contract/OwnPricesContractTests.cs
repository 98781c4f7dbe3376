using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>The bodies of a user's own prices, in both versions.</summary>
internal sealed class OwnPricesContractTests
{
    private const string Path = "/api/prices/MYHOUSE";
    private const string Body = """{"currency":"EUR","prices":[{"date":"2024-06-28","close":250000.5}]}""";

    [Test]
    public async Task An_answer_is_what_it_was()
    {
        var app = await App.SharedAsync();
        foreach (var caller in (Caller[])[app.NewUser().V1, app.NewUser()])
        {
            await CheckAsync("store-own-prices-preview", caller, await caller.PostAsync($"{Path}?preview=true", Body));
            await CheckAsync("store-own-prices", caller, await caller.PostAsync(Path, Body));
            await CheckAsync("list-own-prices", caller, await caller.GetAsync("/api/prices"));
            await CheckAsync("get-own-prices", caller, await caller.GetAsync(Path));
            await CheckAsync("remove-own-prices", caller, await caller.DeleteAsync(Path));
        }
    }

    private static async Task CheckAsync(string name, Caller caller, Answer answer)
    {
        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await GoldenBody.CheckAsync($"{name}.{caller.Version ?? "v2"}.json", answer.Json);
    }
}
