using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PortfolioTracker.Infrastructure.Caching;
using PortfolioTracker.Infrastructure.Database;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Caching;

/// <summary>The document while the database is away: the last one is better than none, unless its user has written.
/// </summary>
internal sealed class PortfolioDocumentsTests
{
    private const string Path = "/api/portfolio/complete?as_of=2024-03-01";

    [Test]
    public async Task While_the_database_is_away_the_last_document_is_served_and_said_to_be_stale()
    {
        var clock = new MovableClock(DateTimeOffset.UtcNow);
        await using var app = await App.StartAsync(new() { Clock = clock });
        var user = await Investor.OfAsync(Task.FromResult(app));
        await Investor.SettledAsync(user);
        var before = await user.GetAsync(Path);

        await using (await AwayAsync(app))
        {
            clock.Advance(TimeSpan.FromHours(3));
            for (var time = 1; time <= 2; time++)
            {
                var stale = await app.As(user.Id).GetAsync(Path);
                await Assert.That(stale.Status).IsEqualTo(200);
                await Assert.That(stale.Header("ETag")).IsEqualTo(before.Header("ETag"));
                await Assert.That(stale.Json.GetProperty("metadata").GetProperty("cache_status").GetString())
                    .IsEqualTo("stale");
            }

            var neverBuilt = await app.As(user.Id).GetAsync("/api/portfolio/complete?as_of=2024-02-01");
            await Assert.That(neverBuilt.Status).IsEqualTo(503);
        }

        await Wait.UntilAsync(async () => (await app.As(user.Id).GetAsync(Path)) is { Status: 200 } answer
            && answer.Json.GetProperty("metadata").GetProperty("cache_status").GetString() != "stale");
    }

    [Test]
    public async Task What_was_built_before_a_write_is_not_served_even_as_stale()
    {
        await using var app = await App.StartAsync();
        var user = await Investor.OfAsync(Task.FromResult(app));
        await user.GetAsync(Path);
        await user.PostAsync("/api/transactions", TradeJson.Of("Buy", "KO", "1", "2024-03-15"));

        await using (await AwayAsync(app))
        {
            await Assert.That((await user.GetAsync(Path)).Status).IsEqualTo(503);
        }
    }

    [Test]
    public async Task What_active_users_read_is_built_anew_behind_their_backs()
    {
        var clock = new MovableClock(DateTimeOffset.UtcNow);
        await using var app = await App.StartAsync(new() { Clock = clock });
        var user = await Investor.OfAsync(Task.FromResult(app));
        await Investor.SettledAsync(user);
        await user.GetAsync("/api/portfolio/complete?force_refresh=true");
        var warming = app.Services.GetServices<IHostedService>().OfType<DocumentWarming>().Single();

        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Postgres.ExecuteAsync(admin,
            "notify pt_market, 'KO'; update pt.market_versions set version = version + 1 where key = 'KO'");
        await Wait.UntilAsync(async () =>
        {
            await warming.WarmAsync(CancellationToken.None);
            return await Postgres.ScalarAsync<long>(admin,
                """
                select count(*) from pt.complete_documents d where d.builder is null and d.market_version = (
                    select sum(v.version) from pt.market_versions v where v.key = any(d.market_keys))
                """) > 0;
        });

        await Assert.That((await user.GetAsync("/api/portfolio/complete")).Header("X-Cache-Hit")).IsEqualTo("true");
    }

    /// <summary>Lets nobody into the database of the app, until disposed of.</summary>
    private static async Task<IAsyncDisposable> AwayAsync(App app)
    {
        var name = ConnectionUrl.Parse(app.Database, "database").Database!;
        var elsewhere = await Postgres.OpenAdminAsync(await Postgres.EmptyDatabaseAsync());
        await Postgres.ExecuteAsync(elsewhere, $"alter database {name} connection limit 0");
        await Postgres.ExecuteAsync(elsewhere,
            $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        return new Back(elsewhere, name);
    }

    private sealed class Back(NpgsqlConnection elsewhere, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Postgres.ExecuteAsync(elsewhere, $"alter database {name} connection limit -1");
            await elsewhere.DisposeAsync();
        }
    }
}
