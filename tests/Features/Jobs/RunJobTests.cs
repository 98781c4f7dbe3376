using PortfolioTracker.Tests.Features.Dividends;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Jobs;

internal sealed class RunJobTests
{
    private const string Token = "the-token-of-the-jobs";
    private const string Path = "/internal/jobs/dividends";

    private static Task<App> StartAsync(string? token) => App.StartAsync(new()
    {
        Settings = new() { ["JOBS_TOKEN"] = token, ["JOBS_SCHEDULE"] = "off" },
    });

    private static Caller With(App app, string token) => new(app.Http, Guid.Empty, token);

    [Test]
    public async Task Without_a_token_in_the_settings_there_is_nothing_to_call()
    {
        await using var app = await StartAsync(null);

        foreach (var caller in (Caller[])[app.Stranger, app.NewUser(), With(app, "")])
        {
            var answer = await caller.PostAsync(Path, null);
            await Assert.That((answer.Status, answer.Json.GetProperty("error").GetString()))
                .IsEqualTo((404, "NotFoundError"));
        }
    }

    [Test]
    public async Task Only_the_token_of_the_jobs_opens()
    {
        await using var app = await StartAsync(Token);

        foreach (var caller in (Caller[])[app.Stranger, app.NewUser(), With(app, Token + "x"), With(app, Token[..^1])])
        {
            await Assert.That((await caller.PostAsync(Path, null)).Status).IsEqualTo(401);
            await Assert.That((await caller.GetAsync(Path)).Status).IsEqualTo(401);
        }

        await Assert.That((await With(app, Token).PostAsync("/internal/jobs/none", null)).Status).IsEqualTo(404);
        await Assert.That((await With(app, Token).GetAsync(Path)).Data.GetProperty("runs").GetArrayLength())
            .IsEqualTo(0);
    }

    [Test]
    public async Task The_run_of_the_day_is_done_once_and_tells_those_who_are_entitled()
    {
        await using var app = await StartAsync(Token);
        var stage = await DividendStage.NewAsync(app, new Announced(
            $"{DateTime.UtcNow.AddDays(-3):yyyy-MM-dd}", $"{DateTime.UtcNow.AddDays(30):yyyy-MM-dd}", 0.5m));
        await stage.BuyAsync("2024-01-02", 10);

        var first = await With(app, Token).PostAsync(Path, null);
        var second = await With(app, Token).PostAsync(Path, null);

        await Assert.That((first.Status, first.Data.GetProperty("status").GetString(),
            first.Data.GetProperty("epoch").GetInt64())).IsEqualTo((200, "done", 1L));
        await Assert.That(second.Data.GetRawText()).IsEqualTo(first.Data.GetRawText());
        var notices = (await stage.User.GetAsync("/api/notifications")).Data.GetProperty("notifications")
            .EnumerateArray().Where(row => row.GetProperty("kind").GetString() == "new_dividend").ToList();
        await Assert.That(notices.Single().GetProperty("message").GetString()).Contains("5.00 USD for your 10 shares");
        var state = (await With(app, Token).GetAsync(Path)).Data;
        await Assert.That((state.GetProperty("is_locked").GetBoolean(), state.GetProperty("runs").GetArrayLength()))
            .IsEqualTo((false, 1));
    }
}
