using Microsoft.Extensions.Configuration;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class DatabaseOptionsTests
{
    private const string Direct = "postgres://postgres:pw@h/x";

    [Test]
    [Arguments(null, null, null, null, "DATABASE_URL is missing. Set it to postgres://")]
    [Arguments("http://h", null, null, null, "DATABASE_URL cannot be used")]
    [Arguments(Direct, "http://h", null, null, "DATABASE_MIGRATION_URL cannot be used")]
    [Arguments(Direct, Direct, null, null, "it must name a login of the API's own")]
    [Arguments("postgres://pt_job:pw@h/x", Direct, null, null, "names the user pt_job")]
    [Arguments("postgres://pt_api:pä@h/x", Direct, null, null, "ASCII")]
    [Arguments(Direct, null, "session", null, "must be 'none' or 'transaction'")]
    [Arguments(Direct, null, "transaction", null, "Set DATABASE_MIGRATION_URL")]
    [Arguments(Direct, null, null, "many", "between 1 and 500")]
    public async Task What_is_wrong_is_said_with_the_remedy(
        string? url, string? migrationUrl, string? pooler, string? poolSizeMax, string expected)
    {
        var outcome = new DatabaseOptionsValidator().Validate(null, Read(url, migrationUrl, pooler, poolSizeMax));

        await Assert.That(outcome.Failed).IsTrue();
        await Assert.That(outcome.FailureMessage!).Contains(expected);
    }

    [Test]
    public async Task One_URL_is_enough()
    {
        var options = Read(Direct, null, null, null);

        await Assert.That(new DatabaseOptionsValidator().Validate(null, options).Succeeded).IsTrue();
        await Assert.That(options.PoolSizeMax).IsEqualTo(16);
        await Assert.That(options.HasTransactionPooler).IsFalse();
    }

    [Test]
    public async Task The_section_may_be_used_instead_of_the_variable()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Database:ConnectionString"] = Direct }).Build();
        var options = new DatabaseOptions();

        DatabaseOptions.Bind(options, configuration);

        await Assert.That(options.Url).IsEqualTo(Direct);
    }

    private static DatabaseOptions Read(string? url, string? migrationUrl, string? pooler, string? poolSizeMax)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = url,
            ["DATABASE_MIGRATION_URL"] = migrationUrl,
            ["Database:Pooler"] = pooler,
            ["Database:PoolSizeMax"] = poolSizeMax,
        }).Build();
        var options = new DatabaseOptions();
        DatabaseOptions.Bind(options, configuration);
        return options;
    }
}
