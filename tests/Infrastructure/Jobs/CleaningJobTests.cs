using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

internal sealed class CleaningJobTests
{
    private const string Token = "the-token-of-the-jobs";

    [Test]
    public async Task What_is_older_than_a_day_goes_and_what_is_newer_stays()
    {
        await using var app = await App.StartAsync(new()
        {
            Settings = new() { ["JOBS_TOKEN"] = Token, ["JOBS_SCHEDULE"] = "off" },
        });
        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Postgres.ExecuteAsync(admin,
            """
            insert into pt.idempotency_keys (user_id, key, request_hash, created_at)
            select gen_random_uuid(), 'k' || n, '\x00', now() - n * interval '1 hour'
            from unnest(array[1, 23, 25, 9000]) n;
            insert into pt.complete_documents (user_id, variant, created_at)
            select gen_random_uuid(), 'v' || n, now() - n * interval '1 hour'
            from unnest(array[1, 23, 25, 9000]) n
            """);

        var run = await new Caller(app.Http, Guid.Empty, Token).PostAsync("/internal/jobs/cleanup", null);

        await Assert.That(run.Data.GetProperty("status").GetString()).IsEqualTo("done");
        await Assert.That(run.Data.GetProperty("items_done").GetInt32()).IsEqualTo(4);
        await Assert.That(await Postgres.ScalarAsync<string>(admin,
            "select string_agg(key, ' ' order by key) from pt.idempotency_keys")).IsEqualTo("k1 k23");
        await Assert.That(await Postgres.ScalarAsync<string>(admin,
            "select string_agg(variant, ' ' order by variant) from pt.complete_documents")).IsEqualTo("v1 v23");
        await Assert.That((await app.Stranger.GetAsync("/metrics")).Text)
            .Contains("portfoliotracker_job_runs_total{job=\"cleanup\",outcome=\"done\"} ");
    }
}
