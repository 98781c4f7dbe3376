using System.Text.Json;
using System.Text.RegularExpressions;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Account;

internal sealed partial class ExportAccountTests
{
    /// <summary>Tables of users that are not what a user owns, and why.</summary>
    private static readonly Dictionary<string, string> NotExported = new()
    {
        ["ledgers"] = "a counter of changes",
        ["positions"] = "rows to lock, named by the symbols of the transactions",
        ["idempotency_keys"] = "answers given within a day",
        ["dividend_syncs"] = "the time of the last request",
        ["user_jobs"] = "how far work was; what it has stored is in the rest",
        ["complete_documents"] = "built from what is exported",
        ["audit_log"] = "the service's own record of changes",
    };

    [Test]
    public async Task Imported_into_another_account_an_export_makes_the_same_export()
    {
        var app = await App.SharedAsync();
        var user = await Investor.OfAsync(App.SharedAsync());
        await user.PostAsync("/api/profile", """{"first_name":"Zoë","country":"DE","base_currency":"EUR"}""");
        await user.PostAsync("/api/watchlist/KO", """{"notes":"<b>","target_price":80.5}""");
        await user.PostAsync("/api/transactions", TradeJson.With(("exchange_rate", "0.92"), ("notes", "\"a\\nb\"")));
        await user.PostAsync("/api/transactions", TradeJson.Of("Sell", "AAPL", "1.0000000001", "2024-03-15"));
        await user.PostAsync(
            "/api/prices/MYHOUSE", """{"currency":"EUR","prices":[{"date":"2024-01-02","close":5.0000000001}]}""");
        var other = app.NewUser();

        var file = await user.GetAsync("/api/export");
        var import = await other.ImportJsonAsync(file.Text);
        var bare = await app.NewUser().ImportJsonAsync(file.Data.GetRawText());

        await Assert.That(import.Status).IsEqualTo(200).Because(import.Text);
        await Assert.That(bare.Status).IsEqualTo(200).Because(bare.Text);
        await Assert.That(Masked((await other.GetAsync("/api/export")).Data, "imports"))
            .IsEqualTo(Masked(file.Data, "imports"));
        await Assert.That(file.Data.GetProperty("transactions").GetArrayLength()).IsEqualTo(7);
    }

    [Test]
    public async Task Erased_and_imported_again_an_account_is_what_it_was()
    {
        var user = await Investor.OfAsync(App.SharedAsync());
        await user.PostAsync("/api/profile",
            """{"first_name":"Zoë","last_name":"O'Hara","country":"DE","base_currency":"EUR","cost_method":"hifo"}""");
        await user.PostAsync("/api/watchlist/PEP", """{"notes":"=1+1","target_price":80.5}""");
        await DecideAsync(user);
        var (file, dividends) = (await user.GetAsync("/api/export"), await user.GetAsync("/api/analytics/dividends"));

        await user.SendAsync(HttpMethod.Delete, "/api/account", $$"""{"confirm":"{{user.Id}}"}""");
        await Assert.That((await user.GetAsync("/api/export")).Data.GetProperty("transactions").GetArrayLength())
            .IsEqualTo(0);
        var import = await user.ImportJsonAsync(file.Text);

        await Assert.That(import.Status).IsEqualTo(200).Because(import.Text);
        var statuses = file.Data.GetProperty("dividends").EnumerateArray()
            .Select(row => $"{row.GetProperty("status")} {row.GetProperty("source")}");
        await Assert.That(statuses).Contains("rejected sandbox");
        await Assert.That(Masked((await user.GetAsync("/api/export")).Data, "imports", "notifications"))
            .IsEqualTo(Masked(file.Data, "imports", "notifications"));
        await Assert.That(Masked((await user.GetAsync("/api/analytics/dividends")).Json, "metadata"))
            .IsEqualTo(Masked(dividends.Json, "metadata"));
    }

    [Test]
    public async Task It_is_offered_as_a_file_and_the_same_in_both_versions()
    {
        var user = (await App.SharedAsync()).NewUser();

        var (v1, v2) = (await user.V1.GetAsync("/api/export"), await user.GetAsync("/api/export"));

        await Assert.That(v1.Status).IsEqualTo(200);
        await Assert.That(v1.Header("Content-Disposition"))
            .StartsWith("attachment; filename=\"portfoliotracker-export-");
        await Assert.That(Masked(v1.Json)).IsEqualTo(Masked(v2.Json));
        await Assert.That(v2.Json.GetProperty("metadata").GetProperty("request_id").GetString())
            .IsEqualTo(v2.Header("X-Request-Id"));
        await Assert.That(v2.Data.GetProperty("profile").ValueKind).IsEqualTo(JsonValueKind.Null);
    }

    [Test]
    public async Task Nobody_elses_rows_are_in_it()
    {
        var app = await App.SharedAsync();
        var (ann, bob) = (app.NewUser(), app.NewUser());
        await ann.AddAsync("Buy", "KO", "1", "2024-03-01");
        await bob.AddAsync("Buy", "PEP", "1", "2024-03-01");

        var symbols = (await ann.GetAsync("/api/export")).Data.GetProperty("transactions").EnumerateArray()
            .Select(row => row.GetProperty("symbol").GetString()!);

        await Assert.That(symbols).IsEquivalentTo(["KO"]);
    }

    [Test]
    public async Task Every_table_of_users_is_in_it_or_excepted()
    {
        var source = Repository.Read("Features/Account/ExportAccount.cs");
        var owned = AccessManifest.Tables
            .Where(table => table.Roles.Any(access => access is { Role: "authenticated", Rows: RowRule.Own }))
            .Select(table => table.Table).ToList();

        await Assert.That(owned.Count).IsGreaterThan(8);
        foreach (var table in owned)
        {
            await Assert.That(source.Contains($"FROM pt.{table}\n", StringComparison.Ordinal)
                || source.Contains($"FROM pt.{table} ", StringComparison.Ordinal))
                .IsEqualTo(!NotExported.ContainsKey(table)).Because(table);
        }
    }

    /// <summary>One dividend each is confirmed, changed, rejected and added by hand.</summary>
    private static async Task DecideAsync(Caller user)
    {
        const string path = "/api/analytics/dividends";
        JsonElement[] pending = [];
        await Wait.UntilAsync(async () =>
        {
            pending =
            [
                .. (await user.GetAsync(path)).Data.EnumerateArray()
                    .Where(row => !row.GetProperty("confirmed").GetBoolean()).Reverse().Take(3),
            ];
            return pending.Length == 3;
        });
        string[] writes =
        [
            $"confirm?dividend_id={pending[0].Id()}", $"edit?original_dividend_id={pending[1].Id()}",
            $"reject?dividend_id={pending[2].Id()}", "add-manual",
        ];
        string?[] bodies =
        [
            """{"edited_amount":4.25,"withholding_tax":0.5}""",
            $$"""{"ex_date":"{{pending[1].GetProperty("ex_date").GetString()}}","total_amount":5.5}""",
            null,
            """{"ticker":"KO","payment_date":"2023-04-03","total_received":12.5,"fee":0.5,"note":"by hand"}""",
        ];
        foreach (var (write, body) in writes.Zip(bodies))
        {
            var answer = await user.PostAsync($"{path}/{write}", body);
            await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        }
    }

    /// <summary>Without its ids and instants; a link that leads nowhere now reads like none.</summary>
    private static string Masked(JsonElement json, params string[] without)
    {
        var members = string.Join('\n', json.EnumerateObject().Where(member => !without.Contains(member.Name))
            .Select(member => $"{member.Name}: {member.Value}"));
        return Instants().Replace(Ids().Replace(members, "an id"), "an instant")
            .Replace("\"an id\"", "null", StringComparison.Ordinal);
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+Z")]
    private static partial Regex Instants();
}
