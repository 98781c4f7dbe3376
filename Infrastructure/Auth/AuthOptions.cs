using System.Text;
using Microsoft.Extensions.Options;

namespace PortfolioTracker.Infrastructure.Auth;

/// <summary>Whose tokens are believed: those signed with the shared secret (HS256), or those signed with a key that
/// the JWKS address publishes (ES256, RS256). One of the two, never both.</summary>
internal sealed class AuthOptions
{
    public string? JwtSecret { get; set; }

    public string? JwksUrl { get; set; }

    public string? Issuer { get; set; }

    public string Audience { get; set; } = "authenticated";

    /// <summary>Name of a member of the token's <c>app_metadata</c>; whoever has it as <c>true</c> is an administrator.
    /// Only the auth server can write <c>app_metadata</c>. Null: nobody is one by a claim.</summary>
    public string? AdminClaim { get; set; }

    public static void Read(AuthOptions options, IConfiguration configuration)
    {
        options.JwtSecret = NullIfBlank(configuration["AUTH_JWT_SECRET"]);
        options.JwksUrl = NullIfBlank(configuration["AUTH_JWKS_URL"]);
        options.Issuer = NullIfBlank(configuration["AUTH_ISSUER"]);
        options.Audience = NullIfBlank(configuration["AUTH_AUDIENCE"]) ?? "authenticated";
        options.AdminClaim = NullIfBlank(configuration["AUTH_ADMIN_CLAIM"]);
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    private const int SecretBytesMin = 32;

    public ValidateOptionsResult Validate(string? name, AuthOptions options) => options switch
    {
        { JwtSecret: null, JwksUrl: null } => ValidateOptionsResult.Fail(
            "No way to verify tokens. Set AUTH_JWT_SECRET to the project's JWT secret (at least 32 bytes), or "
            + "AUTH_JWKS_URL to the address of its public keys. scripts/run makes a secret for development."),
        { JwtSecret: not null, JwksUrl: not null } => ValidateOptionsResult.Fail(
            "AUTH_JWT_SECRET and AUTH_JWKS_URL are both set. Keep the one that signs your tokens and unset the other."),
        { JwtSecret: { } secret } when Encoding.UTF8.GetByteCount(secret) < SecretBytesMin =>
            ValidateOptionsResult.Fail($"AUTH_JWT_SECRET has fewer than {SecretBytesMin} bytes, too few for HS256. "
                + "Use the secret of your auth server, or make one: openssl rand -base64 48."),
        { JwksUrl: { } url } when !SafeAddress.IsSafe(url) => ValidateOptionsResult.Fail(
            $"AUTH_JWKS_URL is \"{url}\"; it must be an absolute https address (http only on loopback)."),
        _ => ValidateOptionsResult.Success,
    };
}
