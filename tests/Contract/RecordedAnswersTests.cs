using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

internal sealed class RecordedAnswersTests
{
    private const string Path = "/api/transactions";

    /// <summary>An endpoint by its name, and what to ask of it once the ledger has its first row.</summary>
    private static readonly Dictionary<string, Func<Caller, string, Task<Answer>>> Endpoints = new()
    {
        ["GetRoot"] = (user, _) => user.GetAsync("/"),
        ["GetHealth"] = (user, _) => user.GetAsync("/health"),
        ["GetReadiness"] = (user, _) => user.GetAsync("/health/ready"),
        ["ValidateToken"] = (user, _) => user.GetAsync("/api/auth/validate"),
        ["ListTransactions"] = (user, _) => user.GetAsync(Path + "?limit=2"),
        ["AddTransaction"] = (user, _) => user.PostAsync(Path, TradeJson.With(
            ("transaction_type", "\"SELL\""), ("quantity", "2.5"), ("commission", "0.99"),
            ("currency", "\"eur\""), ("exchange_rate", "1.0825"), ("amount_invested", "251.25"),
            ("notes", "\"it's <half>\""))),
        ["EditTransaction"] = (user, id) => user.PutAsync($"{Path}/{id}", TradeJson.With(("quantity", "12"))),
        ["DeleteTransaction"] = (user, id) => user.DeleteAsync($"{Path}/{id}"),
    };

    /// <summary>A refusal by its status, and how to come by it.</summary>
    private static readonly Dictionary<string, Func<Caller, Task<Answer>>> Refusals = new()
    {
        ["Refusal400"] = user => user.PostAsync(Path, "{"),
        ["Refusal401"] = user => (user with { Token = "a.b" }).GetAsync(Path),
        ["Refusal404"] = user => user.DeleteAsync($"{Path}/00000000-0000-0000-0000-000000000000"),
        ["Refusal404Route"] = user => user.GetAsync("/api/nothing"),
        ["Refusal405"] = user => user.SendAsync(HttpMethod.Patch, Path),
        ["Refusal409"] = user => user.PostAsync(Path, TradeJson.Of("Sell", "MSFT", "1", "2024-03-15")),
        ["Refusal422"] = user => user.PostAsync(Path, TradeJson.With(("quantity", "0"), ("date", null))),
        ["Refusal422Query"] = user => user.GetAsync(Path + "?limit=0"),
    };

    public static IEnumerable<(string, string)> Answers() =>
        Endpoints.Keys.SelectMany(name => (string[])["v1", "v2"], (name, version) => (name, version));

    public static IEnumerable<string> RefusalNames() => Refusals.Keys;

    [Test]
    [MethodDataSource(nameof(Answers))]
    public async Task An_endpoint_answers_as_recorded(string endpoint, string version)
    {
        var user = (await App.SharedAsync()).NewUser();
        var row = await user.AddAsync("Buy", "AAPL", "10", "2024-03-01");
        if (endpoint == "ListTransactions")
        {
            await user.AddAsync("Sell", "AAPL", "0.5", "2024-03-02");
            await user.AddAsync("DIVIDEND", "AAPL", "9.5", "2024-03-03");
        }

        var answer = await Endpoints[endpoint](user with { Version = version }, row.Id());

        await RecordedAnswers.AssertAsync($"{endpoint}.{version}", answer);
    }

    [Test]
    [MethodDataSource(nameof(RefusalNames))]
    public async Task A_refusal_reads_as_recorded_in_both_versions(string name)
    {
        var user = (await App.SharedAsync()).NewUser();

        await RecordedAnswers.AssertAsync(name, await Refusals[name](user));
        await RecordedAnswers.AssertAsync(name, await Refusals[name](user.V1));
    }

    [Test]
    public async Task Every_recorded_answer_is_compared()
    {
        var recorded = Repository.Files
            .Where(file => file.StartsWith("tests/Contract/", StringComparison.Ordinal) && file.EndsWith(".json",
                StringComparison.Ordinal))
            .Select(file => System.IO.Path.GetFileNameWithoutExtension(file));
        var compared = Answers().Select(answer => $"{answer.Item1}.{answer.Item2}").Concat(RefusalNames()).ToList();

        await Assert.That(compared).IsNotEmpty();
        await Assert.That(recorded.Order()).IsEquivalentTo(compared.Order());
    }
}
