using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

/// <summary>The program itself, as another process, as a timer would start it.</summary>
internal sealed class JobCommandTests
{
    private static async Task<(int Code, string Output, string Errors)> EndAsync(JobProcess process)
    {
        using (process)
        {
            return await process.EndAsync();
        }
    }

    private static async Task BuyAsync(string database, string symbol)
    {
        await using var admin = await Postgres.OpenAdminAsync(database);
        await Postgres.ExecuteAsync(admin,
            $"""
            set session_replication_role = replica;
            insert into pt.transactions (user_id, transaction_type, symbol, quantity, price, date)
            values (gen_random_uuid(), 'Buy', '{symbol}', 10, 60, '2024-01-02');
            insert into pt.instruments (symbol, currency, source, fetched_at)
            values ('{symbol}', 'USD', 'alpha_vantage', now())
            """);
    }

    private static async Task<T?> ScalarAsync<T>(string database, string sql)
    {
        await using var admin = await Postgres.OpenAdminAsync(database);
        return await Postgres.ScalarAsync<T>(admin, sql);
    }

    [Test]
    public async Task It_runs_the_job_of_the_day_and_says_so_and_a_second_start_finds_it_done()
    {
        var database = await Postgres.NewDatabaseAsync();
        await BuyAsync(database, "KO");

        var first = await EndAsync(JobProcess.StartDividends(database, provider: null));
        var second = await EndAsync(JobProcess.StartDividends(database, provider: null));

        await Assert.That(first.Errors).IsEqualTo("");
        await Assert.That((first.Code, second.Code)).IsEqualTo((0, 0));
        await Assert.That(first.Output).Contains("done, 1 symbols done, 0 put off, 0 failed.");
        await Assert.That(second.Output).IsEqualTo(first.Output);
        await Assert.That(await ScalarAsync<long>(database, "select epoch from pt.job_runs")).IsEqualTo(1L);
    }

    [Test]
    [Arguments("jobs", "run", "nothing")]
    [Arguments("jobs", "dance")]
    public async Task A_command_that_makes_no_sense_is_told_how_it_goes(params string[] arguments)
    {
        var ended = await EndAsync(
            JobProcess.Start(await Postgres.NewDatabaseAsync(), provider: null, arguments));

        await Assert.That((ended.Code, ended.Errors.Trim())).IsEqualTo((2,
            "usage: portfoliotracker jobs run NAME, where NAME is one of: dividends, cleanup"));
    }
}
