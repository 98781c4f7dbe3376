using Npgsql;
using PortfolioTracker.Infrastructure.Database;

namespace PortfolioTracker.Tests.Infrastructure.Database;

internal sealed class ConnectionStringsTests
{
    [Test]
    [Arguments("postgres://u:p@db.example:6543/app", "db.example", 6543, "app", "u", "p")]
    [Arguments("postgresql://u@db.example", "db.example", 5432, "u", "u", null)]
    [Arguments("postgres://u:a%40b%3Ac%2Fd%25@h/x%20y", "h", 5432, "x y", "u", "a@b:c/d%")]
    [Arguments("postgres://u:a@b@h/x", "h", 5432, "x", "u", "a@b")]
    [Arguments("postgres://u:p@%2Fvar%2Frun%2Fpostgresql/x", "/var/run/postgresql", 5432, "x", "u", "p")]
    [Arguments("postgres://u:p@/x?host=/tmp&port=5433", "/tmp", 5433, "x", "u", "p")]
    [Arguments("postgres:///x?user=u&password=p%26q", "localhost", 5432, "x", "u", "p&q")]
    [Arguments("postgres://u:p@[::1]:5433/x", "::1", 5433, "x", "u", "p")]
    [Arguments("  postgres://u:p@h/x?pgbouncer=true  ", "h", 5432, "x", "u", "p")]
    [Arguments("Host=h;Port=5433;Username=u;Password=p;Database=x", "h", 5433, "x", "u", "p")]
    public async Task A_URL_or_keywords_say_the_same(
        string text, string host, int port, string database, string user, string? password)
    {
        var parsed = ConnectionUrl.Parse(text, "DATABASE_URL");

        await Assert.That(parsed.Host).IsEqualTo(host);
        await Assert.That(parsed.Port).IsEqualTo(port);
        await Assert.That(parsed.Database).IsEqualTo(database);
        await Assert.That(parsed.Username).IsEqualTo(user);
        await Assert.That(parsed.Password).IsEqualTo(password);
    }

    [Test]
    [Arguments("disable", SslMode.Disable)]
    [Arguments("require", SslMode.Require)]
    [Arguments("verify-ca", SslMode.VerifyCA)]
    [Arguments("verify-full", SslMode.VerifyFull)]
    public async Task The_options_of_a_URL_count(string text, SslMode mode)
    {
        var parsed = ConnectionUrl.Parse(
            $"postgres://u@h/x?sslmode={text}&application_name=me&connect_timeout=7&sslrootcert=/ca.pem",
            "DATABASE_URL");

        await Assert.That(parsed.SslMode).IsEqualTo(mode);
        await Assert.That(parsed.ApplicationName).IsEqualTo("me");
        await Assert.That(parsed.Timeout).IsEqualTo(7);
        await Assert.That(parsed.RootCertificate).IsEqualTo("/ca.pem");
    }

    [Test]
    [Arguments("postgres://u:p@a:5432,b:5433/x")]
    [Arguments("Host=a:5432,b:5433;Username=u;Database=x")]
    public async Task Of_several_hosts_the_one_that_takes_writes_is_looked_for_every_second(string text)
    {
        var parsed = ConnectionUrl.Parse(text, "DATABASE_URL");

        await Assert.That(parsed.Host).IsEqualTo("a:5432,b:5433");
        await Assert.That(parsed.TargetSessionAttributes).IsEqualTo("read-write");
        await Assert.That(parsed.HostRecheckSeconds).IsEqualTo(1);
    }

    [Test]
    [Arguments("mysql://u:secret@h/x")]
    [Arguments("postgres://:secret@h/x")]
    [Arguments("postgres://u:secret@h:port/x")]
    [Arguments("postgres://u:secret@h/x?sslmode=maybe")]
    [Arguments("postgres://u:secret@h/x?colour=red")]
    [Arguments("postgres://u:secret%@h/x")]
    [Arguments("Host=h;Username=u;Password=secret;Colour=red")]
    [Arguments("Username=u;Password=secret")]
    [Arguments("secret")]
    public async Task What_cannot_be_read_is_refused_with_the_form_to_use_and_without_the_password(string text)
    {
        var refused = await Assert.That(() => ConnectionUrl.Parse(text, "DATABASE_URL")).Throws<FormatException>();

        await Assert.That(refused!.Message).StartsWith("DATABASE_URL cannot be used: ");
        await Assert.That(refused.Message).Contains("postgres://user:password@host:5432/database");
        await Assert.That(refused.Message).DoesNotContain("secret");
    }

    [Test]
    public async Task One_privileged_URL_gives_three_logins()
    {
        var logins = ConnectionStrings.From(new() { Url = "postgres://postgres.project:pw@pooler/x" });

        await Assert.That(User(logins.Migration)).IsEqualTo("postgres.project");
        await Assert.That(User(logins.Api)).IsEqualTo("pt_api.project");
        await Assert.That(User(logins.Job)).IsEqualTo("pt_job.project");
        await Assert.That(User(logins.Listen)).IsEqualTo("pt_job.project");
        await Assert.That(logins.ApiRole).IsEqualTo("pt_api");
        await Assert.That(logins.ApiPassword).IsNotEqualTo(logins.JobPassword);
        await Assert.That(logins.ToString()).DoesNotContain("pw");
    }

    [Test]
    public async Task The_derived_password_is_the_HMAC_of_the_label_under_the_given_one()
    {
        // printf 'portfoliotracker/pt_api' | openssl dgst -sha256 -hmac 'pw'
        await Assert.That(ConnectionStrings.DerivePassword("pw", "pt_api"))
            .IsEqualTo("e17ea1f0eb68dc63c30e0ff3ccb079c1afc4487d057c09061034110e781ebef1");
    }

    [Test]
    public async Task Without_a_password_none_is_derived()
    {
        var logins = ConnectionStrings.From(new() { Url = "postgres://postgres@/x?host=/tmp" });

        await Assert.That(logins.ApiPassword).IsNull();
        await Assert.That(logins.JobPassword).IsNull();
    }

    [Test]
    public async Task Beside_a_migration_URL_the_other_is_the_API_s_own_login()
    {
        var logins = ConnectionStrings.From(new()
        {
            Url = "postgres://reader.project:own@pooler:6543/x",
            MigrationUrl = "postgres://postgres.project:pw@direct:5432/x",
            Pooler = "transaction",
        });
        var api = new NpgsqlConnectionStringBuilder(logins.Api);

        await Assert.That(logins.ApiRole).IsEqualTo("reader");
        await Assert.That(logins.ApiPassword).IsEqualTo("own");
        await Assert.That(api.Host).IsEqualTo("pooler");
        await Assert.That(api.MaxAutoPrepare).IsEqualTo(0);
        await Assert.That(api.NoResetOnClose).IsTrue();
        await Assert.That(new NpgsqlConnectionStringBuilder(logins.Job).Host).IsEqualTo("direct");
        await Assert.That(new NpgsqlConnectionStringBuilder(logins.Listen).Host).IsEqualTo("direct");
    }

    private static string? User(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).Username;
}
