using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PortfolioTracker.Infrastructure.MarketData;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Features.Diagnostics;

internal sealed partial class GetMetricsTests
{
    private const string Path = "/metrics";
    private const string Token = "a-token-for-the-metrics";

    [Test]
    public async Task Every_line_is_in_the_text_format_of_Prometheus()
    {
        var app = await App.SharedAsync();
        await (await Investor.OfAsync(App.SharedAsync())).GetAsync("/api/portfolio/complete");

        var answer = await app.Stranger.GetAsync(Path);

        await Assert.That(answer.Status).IsEqualTo(200);
        await Assert.That(answer.Header("Content-Type")).IsEqualTo("text/plain; version=0.0.4; charset=utf-8");
        await Assert.That(answer.Text.TrimEnd('\n').Split('\n').Where(line => !Line().IsMatch(line))).IsEmpty();
        var types = answer.Text.Split('\n')
            .Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).ToList();
        await Assert.That(types.Count).IsGreaterThan(15);
        await Assert.That(types.Distinct().Count()).IsEqualTo(types.Count);
    }

    [Test]
    [Arguments("http_server_request_duration_seconds_count{http_request_method=\"GET\",http_route=\"/api/auth/val")]
    [Arguments("http_server_request_duration_seconds_bucket{")]
    [Arguments("kestrel_active_connections")]
    [Arguments("portfoliotracker_cache_reads_total{cache=\"complete\",layer=\"memory\",result=\"hit\"}")]
    [Arguments("portfoliotracker_cache_hit_ratio{cache=\"complete\",layer=\"memory\"}")]
    [Arguments("portfoliotracker_provider_calls_total{function=\"")]
    [Arguments("portfoliotracker_provider_breaker{state=\"closed\"} 1")]
    [Arguments("db_client_operation_duration_seconds_sum{db_client_connection_pool_name=\"requests\"}")]
    [Arguments("process_resident_memory_bytes")]
    [Arguments("dotnet_gc_collections_total{gc_heap_generation=\"gen0\"}")]
    public async Task It_tells_about(string beginning)
    {
        var app = await App.SharedAsync();
        var user = await Investor.OfAsync(App.SharedAsync());
        await Investor.SettledAsync(user);
        await user.GetAsync("/api/auth/validate");
        await user.GetAsync("/api/portfolio/complete");
        await user.GetAsync("/api/portfolio/complete");

        var text = (await app.Stranger.GetAsync(Path)).Text;

        await Assert.That(text.Split('\n').Any(line => line.StartsWith(beginning, StringComparison.Ordinal)))
            .IsTrue().Because(text);
    }

    [Test]
    public async Task A_request_is_counted_by_its_route_and_status()
    {
        var app = await App.SharedAsync();
        const string series =
            """http_server_request_duration_seconds_count{http_request_method="DELETE","""
            + """http_route="/api/transactions/{id}",http_response_status_code="404"}""";
        var before = Value((await app.Stranger.GetAsync(Path)).Text, series);
        var user = app.NewUser();

        await user.DeleteAsync($"/api/transactions/{Guid.NewGuid()}");
        await user.DeleteAsync($"/api/transactions/{Guid.NewGuid()}");

        // A request is counted after its answer has gone out.
        var after = before;
        await Wait.UntilAsync(async () =>
            (after = Value((await app.Stranger.GetAsync(Path)).Text, series)) >= before + 2);
        await Assert.That(after).IsGreaterThanOrEqualTo(before + 2);
    }

    [Test]
    public async Task No_user_symbol_or_secret_is_in_it()
    {
        var app = await App.SharedAsync();
        var user = await Investor.OfAsync(App.SharedAsync());
        await user.GetAsync("/api/quote/SAP.DEX");
        await user.GetAsync("/no/such/SAP.DEX");

        var text = (await app.Stranger.GetAsync(Path)).Text;

        foreach (var word in (string[])[user.Id.ToString(), "SAP.DEX", Support.Token.Secret, "Host=", "Username="])
        {
            await Assert.That(text).DoesNotContain(word);
        }
    }

    [Test]
    public async Task With_a_token_set_only_the_token_opens_it()
    {
        await using var app = await App.StartAsync(new() { Settings = new() { ["METRICS_TOKEN"] = Token } });

        var with = await new Caller(app.Http, Guid.Empty, Token).GetAsync(Path);

        await Assert.That(with.Status).IsEqualTo(200);
        foreach (var caller in (Caller[])[app.Stranger, app.NewUser(), new(app.Http, Guid.Empty, Token + "x")])
        {
            await Assert.That((await caller.GetAsync(Path)).Status).IsEqualTo(401);
        }
    }

    [Test]
    [Arguments("X-Forwarded-For", "203.0.113.7")]
    [Arguments("Forwarded", "for=203.0.113.7")]
    [Arguments("Via", "1.1 proxy")]
    public async Task Without_a_token_there_is_nothing_for_who_comes_through_a_proxy(string header, string value)
    {
        var app = await App.SharedAsync();

        var answer = await app.Stranger.SendAsync(HttpMethod.Get, Path, headers: (header, value));

        await Assert.That((answer.Status, answer.Json.GetProperty("error").GetString()))
            .IsEqualTo(((int)HttpStatusCode.NotFound, "NotFoundError"));
    }

    [Test]
    public async Task The_calls_left_are_those_that_no_instance_has_made_today()
    {
        await using var app = await App.StartAsync(new()
        {
            Settings = new()
            {
                ["ALPHA_VANTAGE_API_KEY"] = "KEYOFTHETESTS123",
                ["ALPHA_VANTAGE_BASE_URL"] = "http://127.0.0.1:9/query",
                ["AlphaVantage__DailyBudget"] = "40",
            },
        });
        var budget = app.Services.GetRequiredService<ProviderBudget>();
        await using var admin = await Postgres.OpenAdminAsync(app.Database);
        await Postgres.ExecuteAsync(admin,
            $"""
            insert into pt.provider_budget (key_id, day, calls)
            values ('{budget.KeyId}', '{EasternDay.Of(DateTime.UtcNow):yyyy-MM-dd}', 3)
            """);

        var lines = (await app.Stranger.GetAsync(Path)).Text.Split('\n');

        await Assert.That(lines).Contains("portfoliotracker_provider_budget_limit 40");
        await Assert.That(lines).Contains("portfoliotracker_provider_budget_left 37");
    }

    [Test]
    public async Task It_answers_while_the_database_is_away()
    {
        await using var app = await App.StartAsync(new()
        {
            Database = "postgres://nobody:nothing@127.0.0.1:9/nowhere",
            WaitsUntilReady = false,
        });

        await Assert.That((await app.Stranger.GetAsync(Path)).Status).IsEqualTo(200);
    }

    private static double Value(string text, string series) => text.Split('\n')
        .Where(line => line.StartsWith(series, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\A(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+=""[^""\n]*""(,[a-z_]+=""[^""\n]*"")*\})? \S+)\z")]
    private static partial Regex Line();
}
