using System.Diagnostics;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Jobs;

/// <summary>The program itself, as another process, as a timer would start it.</summary>
internal sealed class JobCommandTests
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);

    private static Process Start(string database, Uri? provider, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "portfoliotracker.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Dictionary<string, string> settings = new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DATABASE_URL"] = database,
            ["DATABASE_MIGRATION_URL"] = "",
            ["AUTH_JWT_SECRET"] = Token.Secret,
            ["ALPHA_VANTAGE_API_KEY"] = provider is null ? "" : "KEYOFTHETESTS123",
            ["ALPHA_VANTAGE_BASE_URL"] = provider is null ? "" : new Uri(provider, "query").ToString(),
            ["LOG_LEVEL"] = "FATAL",
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Output, string Errors)> EndAsync(Process process)
    {
        using (process)
        {
            using var limit = new CancellationTokenSource(AtMost);
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
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

        var first = await EndAsync(Start(database, null, "jobs", "run", "dividends"));
        var second = await EndAsync(Start(database, null, "jobs", "run", "dividends"));

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
        var ended = await EndAsync(Start(await Postgres.NewDatabaseAsync(), null, arguments));

        await Assert.That((ended.Code, ended.Errors.Trim())).IsEqualTo((2,
            "usage: portfoliotracker jobs run NAME, where NAME is one of: dividends, cleanup"));
    }

    [Test]
    public async Task What_a_killed_process_left_another_one_finishes()
    {
        await using var provider = await RecordedProvider.StartAsync(null);
        provider.Mode = "slow";
        var database = await Postgres.NewDatabaseAsync();
        await BuyAsync(database, "KO");
        using var killed = Start(database, provider.Address, "jobs", "run", "dividends");
        await Wait.UntilAsync(() => Task.FromResult(!provider.Requests.IsEmpty));

        killed.Kill();
        await killed.WaitForExitAsync();
        provider.Mode = "none";
        // The dead one's claim on the fetch would run out by itself, in four minutes.
        await ScalarAsync<int>(database, "update pt.market_fetches set claimed_until = null, claimed_by = null");
        var ended = await EndAsync(Start(database, provider.Address, "jobs", "run", "dividends"));

        await Assert.That((ended.Code, ended.Errors)).IsEqualTo((0, ""));
        await Assert.That(await ScalarAsync<string>(database,
            "select concat_ws(' ', status, epoch, items_done) from pt.job_runs")).IsEqualTo("done 2 1");
    }
}
