using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData.Refreshing;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Caching;

/// <summary>Documents in the database: what one instance built, seen from instances that start on the same database.
/// </summary>
internal sealed class StoredDocumentsTests
{
    private const string Path = "/api/portfolio/complete";

    [Test]
    public async Task An_instance_that_starts_serves_what_another_has_built()
    {
        await using var first = await App.StartAsync();
        var (user, built) = await BuiltAsync(first);

        await using var second = await StartAsync(first);
        var answer = await second.As(user.Id).GetAsync(Path);

        await Assert.That(answer.Header("X-Cache-Hit")).IsEqualTo("true");
        await Assert.That(answer.Header("ETag")).IsEqualTo(built.Header("ETag"));
        await Assert.That(answer.Data.GetRawText()).IsEqualTo(built.Data.GetRawText());
        var metrics = (await second.Stranger.GetAsync("/metrics")).Text;
        await Assert.That(metrics).Contains(
            """portfoliotracker_cache_reads_total{cache="complete",layer="database",result="hit"} 1""");
    }

    [Test]
    public async Task After_a_write_what_was_stored_before_is_served_nowhere()
    {
        await using var first = await App.StartAsync();
        var (user, built) = await BuiltAsync(first);
        await user.PostAsync("/api/transactions", TradeJson.Of("Buy", "KO", "1", "2024-03-15"));

        await using var second = await StartAsync(first);
        var answer = await second.As(user.Id).GetAsync(Path);

        await Assert.That(answer.Header("X-Cache-Hit")).IsEqualTo("false");
        await Assert.That(answer.Header("ETag")).IsNotEqualTo(built.Header("ETag"));
    }

    [Test]
    public async Task After_a_change_of_its_market_data_a_stored_document_is_not_served()
    {
        await using var first = await App.StartAsync();
        var (user, _) = await BuiltAsync(first);
        await using var admin = await Postgres.OpenAdminAsync(first.Database);
        await Postgres.ExecuteAsync(admin, "update pt.market_versions set version = version + 1 where key = 'KO'");

        await using var second = await StartAsync(first);

        await Assert.That((await second.As(user.Id).GetAsync(Path)).Header("X-Cache-Hit")).IsEqualTo("false");
    }

    [Test]
    public async Task A_change_of_other_market_data_leaves_it_as_it_is()
    {
        await using var first = await App.StartAsync();
        var (user, _) = await BuiltAsync(first);
        await using var admin = await Postgres.OpenAdminAsync(first.Database);
        await Postgres.ExecuteAsync(admin, "insert into pt.market_versions (key, version) values ('NOT.HELD', 1)");

        await using var second = await StartAsync(first);

        await Assert.That((await second.As(user.Id).GetAsync(Path)).Header("X-Cache-Hit")).IsEqualTo("true");
    }

    [Test]
    public async Task Cleared_it_is_gone_from_the_database_too()
    {
        await using var first = await App.StartAsync();
        var (user, _) = await BuiltAsync(first);

        await Assert.That((await user.PostAsync("/api/cache/clear", null)).Status).IsEqualTo(200);

        await using var admin = await Postgres.OpenAdminAsync(first.Database);
        await Assert.That(await Postgres.ScalarAsync<long>(admin, "select count(*) from pt.complete_documents"))
            .IsEqualTo(0);
    }

    [Test]
    public async Task Two_instances_that_are_asked_at_once_build_one_document_between_them()
    {
        await using var first = await App.StartAsync();
        var (user, _) = await BuiltAsync(first);
        await using var second = await StartAsync(first);
        var other = second.As(user.Id);
        await user.PostAsync("/api/cache/clear", null);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? user : other).GetAsync(Path)));

        await Assert.That(answers.Count(answer => answer.Header("X-Cache-Hit") == "false")).IsEqualTo(1);
        await Assert.That(answers.Select(answer => answer.Header("ETag")).Distinct().Count()).IsEqualTo(1);
    }

    [Test]
    public async Task A_builder_that_died_is_not_waited_for_longer_than_two_seconds()
    {
        await using var first = await App.StartAsync();
        var (user, _) = await BuiltAsync(first);
        await using var admin = await Postgres.OpenAdminAsync(first.Database);
        await Postgres.ExecuteAsync(admin,
            """
            update pt.complete_documents set body = null, builder = gen_random_uuid(),
                claimed_until = now() + interval '1 hour', claimed_version = ledger_version
            """);

        await using var second = await StartAsync(first);

        await Assert.That((await second.As(user.Id).GetAsync(Path)).Header("X-Cache-Hit")).IsEqualTo("false");
    }

    [Test]
    public async Task Documents_of_past_days_and_other_benchmarks_are_not_stored()
    {
        await using var app = await App.StartAsync();
        var (user, _) = await BuiltAsync(app);

        await user.GetAsync(Path + "?as_of=2024-03-01");
        await user.GetAsync(Path + "?benchmark=KO");
        await user.GetAsync(Path + "?include_historical=false");

        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Assert.That(await Postgres.ScalarAsync<long>(admin, "select count(*) from pt.complete_documents"))
            .IsEqualTo(2);
    }

    [Test]
    public async Task A_database_that_takes_no_writes_still_gives_the_document()
    {
        await using var first = await App.StartAsync();
        var (user, _) = await BuiltAsync(first);
        await using var admin = await Postgres.OpenAdminAsync(first.Database);
        await Postgres.ExecuteAsync(admin,
            """
            do $$ begin
                execute format('alter database %I set default_transaction_read_only = on', current_database());
            end $$;
            """);
        await using var second = await StartAsync(first);

        var read = await second.As(user.Id).GetAsync(Path);
        var written = await second.As(user.Id).PostAsync(
            "/api/transactions", TradeJson.Of("Buy", "KO", "1", "2024-03-15"));

        await Assert.That(read.Status).IsEqualTo(200);
        await Assert.That(written.Status).IsEqualTo(503);
    }

    [Test]
    public async Task Switched_off_nothing_is_stored()
    {
        await using var app = await App.StartAsync(new() { Settings = new() { ["Cache__Database"] = "false" } });
        var user = await Investor.OfAsync(Task.FromResult(app));
        await Investor.SettledAsync(user);

        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Assert.That(await Postgres.ScalarAsync<long>(admin, "select count(*) from pt.complete_documents"))
            .IsEqualTo(0);
    }

    private static Task<App> StartAsync(App beside) => App.StartAsync(new() { Database = beside.Database });

    /// <summary>A user whose document is complete and has arrived in the database.</summary>
    private static async Task<(Caller User, Answer Built)> BuiltAsync(App app)
    {
        var user = await Investor.OfAsync(Task.FromResult(app));
        await Investor.SettledAsync(user);
        await Wait.UntilAsync(() =>
            Task.FromResult(app.Services.GetRequiredService<MarketRefresher>().Waiting == 0));
        var built = await user.GetAsync(Path + "?force_refresh=true");
        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Wait.UntilAsync(async () =>
        {
            // What is fetched late makes it out of date once more.
            built = await user.GetAsync(Path);
            return await Postgres.ScalarAsync<long>(admin,
                """
                select count(*) from pt.complete_documents d
                where d.body is not null and d.builder is null
                    and d.ledger_version = (select l.version from pt.ledgers l where l.user_id = d.user_id)
                    and d.market_version = (
                        select coalesce(sum(v.version), 0) from pt.market_versions v where v.key = any(d.market_keys))
                """) == 1;
        });
        return (user, built);
    }
}
