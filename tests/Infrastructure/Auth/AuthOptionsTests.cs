using Microsoft.Extensions.Configuration;
using PortfolioTracker.Infrastructure.Auth;

namespace PortfolioTracker.Tests.Infrastructure.Auth;

internal sealed class AuthOptionsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Test]
    [Arguments(null, null, "No way to verify tokens")]
    [Arguments("  ", "", "No way to verify tokens")]
    [Arguments(Secret, "https://auth.example.com/jwks", "both set")]
    [Arguments("0123456789abcdef0123456789abcde", null, "fewer than 32 bytes")]
    [Arguments(null, "auth.example.com/jwks", "absolute https address")]
    [Arguments(null, "/jwks", "absolute https address")]
    [Arguments(null, "http://auth.example.com/jwks", "absolute https address")]
    [Arguments(null, "ftp://auth.example.com/jwks", "absolute https address")]
    public async Task What_is_wrong_is_said_with_its_remedy(string? secret, string? url, string message)
    {
        var verdict = new AuthOptionsValidator().Validate(null, Read(secret, url));

        await Assert.That(verdict.Failed).IsTrue();
        await Assert.That(verdict.FailureMessage!).Contains(message);
        await Assert.That(verdict.FailureMessage!).Contains("AUTH_J");
        await Assert.That(secret is { Length: > 2 } && verdict.FailureMessage!.Contains(secret)).IsFalse();
    }

    [Test]
    [Arguments(Secret, null)]
    [Arguments("ääääääääääääääää", null)]
    [Arguments(null, "https://auth.example.com/jwks")]
    [Arguments(null, "http://127.0.0.1:9999/jwks")]
    [Arguments(null, "http://localhost:9999/jwks")]
    public async Task One_way_to_verify_tokens_is_enough(string? secret, string? url)
    {
        await Assert.That(new AuthOptionsValidator().Validate(null, Read(secret, url)).Succeeded).IsTrue();
    }

    [Test]
    public async Task The_audience_is_authenticated_unless_it_is_named()
    {
        await Assert.That(Read(Secret, null).Audience).IsEqualTo("authenticated");
        await Assert.That(Read(Secret, null, "mine").Audience).IsEqualTo("mine");
    }

    private static AuthOptions Read(string? secret, string? url, string? audience = null)
    {
        var options = new AuthOptions();
        AuthOptions.Read(options, new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AUTH_JWT_SECRET"] = secret,
            ["AUTH_JWKS_URL"] = url,
            ["AUTH_AUDIENCE"] = audience,
        }).Build());
        return options;
    }
}
