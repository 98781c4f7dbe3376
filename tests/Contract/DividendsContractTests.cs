using PortfolioTracker.Tests.Features.Dividends;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Contract;

/// <summary>The bodies of dividends, notifications and jobs in both versions, on a fixed day.</summary>
internal sealed class DividendsContractTests
{
    private const string Root = "/api/analytics/dividends";
    private const string JobsToken = "a-token-of-the-tests-for-jobs-alone";

    private static readonly Announced[] Events =
    [
        new("2024-03-14", "2024-04-01", 0.485m), new("2024-06-14", "2024-07-01", 0.485m),
        new("2024-09-13", "2024-10-01", 0.485m), new("2024-12-13", "2025-01-02", 0.485m),
        new("2025-03-10", "2025-03-24", 0.51m),
    ];

    [Test]
    public async Task An_answer_is_what_it_was()
    {
        await using var app = await App.StartAsync(new()
        {
            Clock = new ShiftedClock(new(2025, 3, 14, 21, 30, 0, TimeSpan.Zero)),
            Settings = new() { ["JOBS_TOKEN"] = JobsToken, ["JOBS_SCHEDULE"] = "off" },
        });
        var stage = await DividendStage.NewAsync(app, "ZQX", Events);

        foreach (var user in (Caller[])[app.NewUser().V1, app.NewUser()])
        {
            await (stage with { User = user with { Version = null } }).BuyAsync("2024-01-02", 10);
            await DecideAsync(stage with { User = user });
            await LookAsync(user);
        }

        await JobsAsync(app, stage);
    }

    private static async Task DecideAsync(DividendStage stage)
    {
        var user = stage.User;
        var all = stage with { User = user with { Version = null } };
        var (first, second) = (await all.IdAsync("2024-03-14"), await all.IdAsync("2024-06-14"));
        await CheckAsync("confirm-dividend", user, await stage.ConfirmAsync(first,
            """{"edited_amount":4.9,"withholding_tax":0.73}"""));
        await CheckAsync("edit-dividend", user, await stage.EditAsync(second,
            """{"ex_date":"2024-06-13","pay_date":"2024-07-02","amount_per_share":0.49}"""));
        await CheckAsync("reject-dividend", user, await stage.RejectAsync(await all.IdAsync("2024-09-13")));
        await CheckAsync("add-manual-dividend", user, await stage.AddAsync(
            """{"ticker":"ZQX","payment_date":"2024-08-01","total_received":"12.5","fee":"0.5","note":"x"}"""));
    }

    private static async Task LookAsync(Caller user)
    {
        await CheckAsync("list-dividends", user, await user.GetAsync(Root));
        await CheckAsync("list-confirmed-dividends", user, await user.GetAsync(Root + "?confirmed_only=true"));
        await CheckAsync("get-dividend-summary", user, await user.GetAsync(Root + "/summary"));
        await CheckAsync("get-dividend-calendar", user, await user.GetAsync(Root + "/calendar"));
        await CheckAsync("get-dividend-forecast", user, await user.GetAsync(Root + "/forecast"));
        await CheckAsync("assign-dividends", user, await user.PostAsync(Root + "/assign-simple", null));

        var notices = await user.GetAsync("/api/notifications");
        await CheckAsync("list-notifications", user, notices);
        var list = (user.Version is null ? notices.Data : notices.Json).GetProperty("notifications");
        await CheckAsync("read-notification", user,
            await user.PostAsync($"/api/notifications/{list[0].Id()}/read", null));
    }

    private static async Task JobsAsync(App app, DividendStage stage)
    {
        // Of one user who holds nothing that the provider would have to be asked about.
        await stage.User.PostAsync(Root + "/sync?symbol=JNJ", null);
        foreach (var user in (Caller[])[app.NewUser().V1, app.NewUser()])
        {
            await CheckAsync("sync-dividends", user, await user.PostAsync(Root + "/sync?symbol=JNJ", null));
            var started = await user.PostAsync(Root + "/sync-all", null);
            await CheckAsync("sync-all-dividends", user, started);
            await CheckAsync("sync-all-dividends-limited", user, await user.PostAsync(Root + "/sync-all", ""));
            var job = started.Json.GetProperty("job_id").GetString();
            await CheckAsync("get-job-progress", user, await user.GetAsync($"/api/jobs/{job}"));
            await CheckAsync("cancel-job", user, await user.PostAsync($"/api/jobs/{job}/cancel", null));
            await CheckAsync("start-import", user, await user.ImportCsvAsync(
                "date,type,symbol,quantity,price\n2024-03-01,Buy,ZQX,10,100.5\n", "/jobs"));
        }

        var timer = new Caller(app.Http, Guid.Empty, JobsToken);
        foreach (var caller in (Caller[])[timer.V1, timer])
        {
            await CheckAsync("run-job", caller, await caller.PostAsync("/internal/jobs/dividends", null));
            await CheckAsync("get-job", caller, await caller.GetAsync("/internal/jobs/dividends"));
        }
    }

    private static async Task CheckAsync(string name, Caller caller, Answer answer)
    {
        await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
        await GoldenBody.CheckAsync($"{name}.{caller.Version ?? "v2"}.json", answer.Json);
    }
}
