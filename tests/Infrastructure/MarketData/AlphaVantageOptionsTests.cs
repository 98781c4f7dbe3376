using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using PortfolioTracker.Infrastructure.MarketData;

namespace PortfolioTracker.Tests.Infrastructure.MarketData;

internal sealed class AlphaVantageOptionsTests
{
    [Test]
    public async Task Without_settings_it_is_the_sandbox_at_one_request_a_second()
    {
        var options = Read();

        await Assert.That((options.Sandbox, options.RequestsPerSecond)).IsEqualTo((true, 1.0));
        await Assert.That(options.Endpoint.AbsoluteUri).IsEqualTo("https://www.alphavantage.co/query");
        await Assert.That(Problems(options, "Development")).IsEmpty();
    }

    [Test]
    public async Task Production_refuses_the_sandbox_unless_told_to()
    {
        await Assert.That(Problems(Read(), "Production")).Contains("ALPHA_VANTAGE_API_KEY is missing");
        await Assert.That(Problems(Read(("ALPHA_VANTAGE_SANDBOX_IN_PRODUCTION", "true")), "Production")).IsEmpty();
        await Assert.That(Problems(Read(("ALPHA_VANTAGE_API_KEY", "ABCD1234")), "Production")).IsEmpty();
    }

    [Test]
    [Arguments("ALPHA_VANTAGE_API_KEY", "has space")]
    [Arguments("ALPHA_VANTAGE_API_KEY", "ABCD1234\nX")]
    [Arguments("ALPHA_VANTAGE_BASE_URL", "http://www.alphavantage.co/query")]
    [Arguments("ALPHA_VANTAGE_BASE_URL", "https://host.example/query?apikey=x")]
    [Arguments("ALPHA_VANTAGE_BASE_URL", "ftp://host.example/")]
    [Arguments("ALPHA_VANTAGE_BASE_URL", "not a url")]
    [Arguments("ALPHA_VANTAGE_REQUESTS_PER_SECOND", "0")]
    [Arguments("ALPHA_VANTAGE_REQUESTS_PER_SECOND", "fast")]
    [Arguments("ALPHA_VANTAGE_ATTEMPT_TIMEOUT_SECONDS", "0")]
    [Arguments("ALPHA_VANTAGE_TOTAL_TIMEOUT_SECONDS", "5")]
    public async Task A_bad_setting_is_refused_by_its_name_without_its_key(string name, string value)
    {
        var problems = Problems(Read(("ALPHA_VANTAGE_API_KEY", "ABCD1234"), (name, value)), "Development");

        await Assert.That(problems).Contains(name);
        await Assert.That(problems).DoesNotContain("ABCD1234");
    }

    [Test]
    public async Task A_base_without_a_path_gets_the_path_of_the_service()
    {
        var options = Read(("ALPHA_VANTAGE_BASE_URL", "http://127.0.0.1:9911"), ("ALPHA_VANTAGE_API_KEY", "demo"));

        await Assert.That(options.Endpoint.AbsoluteUri).IsEqualTo("http://127.0.0.1:9911/query");
        await Assert.That(Problems(options, "Production")).IsEmpty();
    }

    private static AlphaVantageOptions Read(params (string Name, string Value)[] settings)
    {
        var options = new AlphaVantageOptions();
        options.Read(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)).DistinctBy(
                pair => pair.Key)).Build());
        if (settings is [.., var last] && last.Name == "ALPHA_VANTAGE_API_KEY")
        {
            options.ApiKey = last.Value;
        }

        return options;
    }

    private static string Problems(AlphaVantageOptions options, string environment) =>
        string.Join('\n', new AlphaVantageOptionsValidator(new Somewhere { EnvironmentName = environment })
            .Validate(null, options).Failures ?? []);

    private sealed class Somewhere : IHostEnvironment
    {
        public required string EnvironmentName { get; set; }

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
