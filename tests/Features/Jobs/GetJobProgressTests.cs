using System.Text;
using System.Text.Json;
using PortfolioTracker.Tests.Features.Dividends;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Jobs;

internal sealed class GetJobProgressTests
{
    private const string SyncAll = "/api/analytics/dividends/sync-all";

    private static async Task<JsonElement> EndedAsync(Caller user, string id)
    {
        JsonElement job = default;
        await Wait.UntilAsync(async () =>
        {
            job = (await user.GetAsync($"/api/jobs/{id}")).Data;
            return job.GetProperty("state").GetString() != "running";
        });
        return job;
    }

    private static string Rows(int count)
    {
        var csv = new StringBuilder("date,type,symbol,quantity,price\n");
        for (var i = 1; i <= count; i++)
        {
            csv.Append("2024-03-01,Buy,ZQIMPORT,").Append(i).Append(",10\n");
        }

        return csv.ToString();
    }

    private static string JobOf(Answer answer) => answer.Status == 200
        ? answer.Data.GetProperty("job_id").GetString()!
        : throw new InvalidOperationException(answer.Text);

    private static async Task<int> StoredAsync(Caller user) =>
        (await user.GetAsync("/api/transactions?limit=1")).Data.GetProperty("total").GetInt32();

    [Test]
    public async Task A_synchronisation_tells_its_job_and_the_job_what_came_of_it()
    {
        var stage = await DividendStage.NewAsync(new Announced("2024-06-14", "2024-07-01", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);

        var answer = await stage.User.V1.PostAsync(SyncAll, null);

        var id = answer.Json.GetProperty("job_id").GetString()!;
        var job = await EndedAsync(stage.User, id);
        await Assert.That((job.GetProperty("kind").GetString(), job.GetProperty("state").GetString(),
            job.GetProperty("done").GetInt32(), job.GetProperty("total").GetInt32()))
            .IsEqualTo(("dividend-sync", "done", 1, 1));
        await Assert.That(job.GetProperty("result").GetProperty("total_symbols").GetInt32()).IsEqualTo(1);
        var again = await stage.User.PostAsync(SyncAll, null);
        await Assert.That((again.Json.GetProperty("rate_limited").GetBoolean(),
            again.Json.GetProperty("job_id").GetString())).IsEqualTo((true, id));
    }

    [Test]
    public async Task A_synchronisation_goes_on_behind_its_answer_until_it_is_cancelled()
    {
        var provider = new ScriptedProvider { Answer = ResearchApp.Script };
        await using var app = await ResearchApp.StartAsync(provider);
        var user = app.NewUser();
        await user.AddAsync("Buy", "IBM", "10", "2026-05-11");
        await user.AddAsync("Buy", "KO", "10", "2026-05-11");
        provider.WaitsFor = ScriptedProvider.ForEverAsync;

        var answer = await user.PostAsync(SyncAll, null);
        var id = answer.Json.GetProperty("job_id").GetString()!;
        var before = (await user.GetAsync($"/api/jobs/{id}")).Data;
        var cancel = await user.PostAsync($"/api/jobs/{id}/cancel", null);
        var job = await EndedAsync(user, id);

        await Assert.That((answer.Status, answer.Data.GetProperty("total_symbols").GetInt32())).IsEqualTo((200, 2));
        await Assert.That((before.GetProperty("state").GetString(), before.GetProperty("total").GetInt32()))
            .IsEqualTo(("running", 2));
        await Assert.That((cancel.Status, cancel.Data.GetProperty("cancel_requested").GetBoolean()))
            .IsEqualTo((200, true));
        await Assert.That((job.GetProperty("state").GetString(), job.GetProperty("result").ValueKind))
            .IsEqualTo(("cancelled", JsonValueKind.Null));
    }

    [Test]
    public async Task A_job_of_another_user_is_not_there_to_see_or_to_stop()
    {
        var app = await App.SharedAsync();
        var (owner, stranger) = (app.NewUser(), app.NewUser());
        var id = JobOf(await owner.PostAsync(SyncAll, null));

        foreach (var foreign in (string[])[id, Guid.NewGuid().ToString(), "nonsense"])
        {
            await Assert.That((await stranger.GetAsync($"/api/jobs/{foreign}")).Status).IsEqualTo(404);
            await Assert.That((await stranger.PostAsync($"/api/jobs/{foreign}/cancel", null)).Status).IsEqualTo(404);
        }

        await Assert.That((await EndedAsync(owner, id)).GetProperty("cancel_requested").GetBoolean()).IsFalse();
    }

    [Test]
    public async Task An_import_as_a_job_stores_what_the_import_would_and_can_be_taken_back()
    {
        var user = (await App.SharedAsync()).NewUser();

        var job = await EndedAsync(user, JobOf(await user.ImportCsvAsync(Rows(4_500), "/jobs?unpriced=true")));

        await Assert.That((job.GetProperty("state").GetString(), job.GetProperty("done").GetInt32(),
            job.GetProperty("total").GetInt32())).IsEqualTo(("done", 4_500, 4_500));
        await Assert.That(await StoredAsync(user)).IsEqualTo(4_500);
        var import = job.GetProperty("result").GetProperty("import_id").GetString();
        await Assert.That((await user.DeleteAsync($"/api/import/{import}")).Status).IsEqualTo(200);
        await Assert.That(await StoredAsync(user)).IsEqualTo(0);
    }

    [Test]
    public async Task An_import_that_may_not_be_stored_fails_with_the_reason_and_leaves_nothing()
    {
        var user = (await App.SharedAsync()).NewUser();

        var job = await EndedAsync(user, JobOf(await user.ImportCsvAsync(
            Rows(2) + "2024-03-02,Sell,ZQIMPORT,99,10\n", "/jobs?unpriced=true")));

        await Assert.That((job.GetProperty("state").GetString(), job.GetProperty("done").GetInt32()))
            .IsEqualTo(("failed", 0));
        await Assert.That(job.GetProperty("error").GetString()).Contains("ZQIMPORT");
        await Assert.That(await StoredAsync(user)).IsEqualTo(0);
    }

    [Test]
    public async Task A_cancelled_import_is_either_stored_whole_or_not_at_all()
    {
        var user = (await App.SharedAsync()).NewUser();
        var id = JobOf(await user.ImportCsvAsync(Rows(20_000), "/jobs?unpriced=true"));

        var cancel = await user.PostAsync($"/api/jobs/{id}/cancel", null);
        var job = await EndedAsync(user, id);

        await Assert.That(cancel.Status).IsEqualTo(200);
        var state = job.GetProperty("state").GetString();
        await Assert.That(state is "cancelled" or "done").IsTrue();
        await Assert.That((await StoredAsync(user), job.GetProperty("done").GetInt32()))
            .IsEqualTo(state == "done" ? (20_000, 20_000) : (0, 0));
    }

    [Test]
    public async Task An_import_under_one_key_is_started_once()
    {
        var user = (await App.SharedAsync()).NewUser();

        var first = await user.ImportCsvAsync(Rows(2), "/jobs?unpriced=true", ("Idempotency-Key", "import-1"));
        await EndedAsync(user, JobOf(first));
        var again = await user.ImportCsvAsync(Rows(2), "/jobs?unpriced=true", ("Idempotency-Key", "import-1"));

        await Assert.That(again.Text).IsEqualTo(first.Text);
        await Assert.That(await StoredAsync(user)).IsEqualTo(2);
    }

    [Test]
    public async Task Runs_of_the_service_are_for_administrators()
    {
        const string token = "the-token-of-the-jobs";
        await using var app = await App.StartAsync(new()
        {
            Settings = new() { ["JOBS_TOKEN"] = token, ["JOBS_SCHEDULE"] = "off" },
        });
        var timer = new Caller(app.Http, Guid.Empty, token);

        var begun = await timer.PostAsync("/internal/jobs/dividends?wait=false", null);

        var id = begun.Data.GetProperty("id").GetString()!;
        await Assert.That((await app.NewUser().GetAsync($"/api/jobs/{id}")).Status).IsEqualTo(404);
        var run = await EndedAsync(app.ServiceRole(), id);
        await Assert.That((run.GetProperty("kind").GetString(), run.GetProperty("state").GetString(),
            run.GetProperty("total").GetInt32())).IsEqualTo(("dividends", "done", 0));
        var cancel = await app.ServiceRole().PostAsync($"/api/jobs/{id}/cancel", null);
        await Assert.That((cancel.Status, cancel.Data.GetProperty("state").GetString())).IsEqualTo((200, "done"));
    }
}
