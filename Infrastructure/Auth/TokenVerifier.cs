using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PortfolioTracker.Infrastructure.Auth;

/// <summary>What a token said, or why it was not believed.</summary>
internal readonly record struct Verdict(VerifiedToken? Token, string? Problem);

internal sealed record VerifiedToken(
    Guid UserId, string? Email, string Role, DateTimeOffset ExpiresAt, bool IsAdmin = false);

/// <summary>
/// Verifies access tokens as Supabase issues them, without asking anyone: signature, <c>aud</c>, <c>iss</c>,
/// <c>exp</c>, <c>nbf</c>; <c>role</c> must be <c>authenticated</c> or <c>service_role</c> and <c>sub</c> a UUID, so
/// that a project's public and service keys, which are signed too but name nobody, open nothing. A verified token is
/// remembered until it expires.
/// </summary>
internal sealed class TokenVerifier(IOptions<AuthOptions> options, SigningKeys keys, TimeProvider clock)
{
    private const string ServiceRole = "service_role";
    private const int TokenCharactersMax = 8 * 1024;
    private const int RememberedMax = 4096;
    private static readonly DateTime LastInstant = DateTime.MaxValue.AddSeconds(-1);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    // A revoked key stops counting after this time, also for tokens seen before.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, (VerifiedToken Token, DateTimeOffset Until)> remembered =
        new(new BySignature());

    /// <param name="authorization">The whole header value.</param>
    public ValueTask<Verdict> VerifyAsync(string? authorization, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (authorization is null
            || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return new(new Verdict(null, "No credentials provided"));
        }

        return remembered.TryGetValue(authorization, out var known) && now < known.Until
            ? new(new Verdict(known.Token, null))
            : VerifyNewAsync(authorization, now, ct);
    }

    private async ValueTask<Verdict> VerifyNewAsync(string authorization, DateTimeOffset now, CancellationToken ct)
    {
        var token = authorization["Bearer ".Length..];
        var parts = token.Split('.').Length;
        if (token.Length > TokenCharactersMax || parts != 3)
        {
            return Refuse(parts != 3
                ? $"Invalid JWT format - expected 3 parts (header.payload.signature), got {parts}"
                : $"the token is longer than {TokenCharactersMax} characters");
        }

        var verdict = await CheckAsync(token, ct);
        if (verdict.Token is { } verified)
        {
            if (remembered.Count >= RememberedMax)
            {
                remembered.Clear();
            }

            var until = verified.ExpiresAt < now + RememberedFor ? verified.ExpiresAt : now + RememberedFor;
            remembered[authorization] = (verified, until);
        }

        return verdict;
    }

    private async Task<Verdict> CheckAsync(string token, CancellationToken ct)
    {
        string? keyId;
        try
        {
            TokenForm.Demand(token);
            keyId = handler.ReadJsonWebToken(token).Kid;
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityTokenException or FormatException
            or JsonException or InvalidOperationException)
        {
            return Refuse("the token cannot be read");
        }

        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = await keys.ForAsync(string.IsNullOrEmpty(keyId) ? null : keyId, ct),
            ValidAlgorithms = keys.Algorithms,
            ValidAudience = options.Value.Audience,
            ValidateIssuer = options.Value.Issuer is not null,
            ValidIssuer = options.Value.Issuer,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            TryAllIssuerSigningKeys = string.IsNullOrEmpty(keyId) || keys.Algorithms.Count == 1,
            LifetimeValidator = (from, to, read, _) => IsAlive(from, to, (read as JsonWebToken)?.IssuedAt),
        });

        return result.IsValid && result.SecurityToken is JsonWebToken jwt
            ? Read(jwt)
            : Refuse(Reason(result.Exception));
    }

    private Verdict Read(JsonWebToken jwt)
    {
        if (!jwt.TryGetPayloadValue<string>("role", out var role)
            || role is not ("authenticated" or ServiceRole))
        {
            return Refuse("the token's role is not \"authenticated\"");
        }

        // The length too: white space around would be passed over.
        if (jwt.Subject is not { Length: 36 } || !Guid.TryParseExact(jwt.Subject, "D", out var id))
        {
            return Refuse("the token's sub is not a UUID");
        }

        jwt.TryGetPayloadValue<string>("email", out var email);
        var isAdmin = role == ServiceRole || HasAdminClaim(jwt);
        return new(new(id, email, role, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero), isAdmin), null);
    }

    private bool HasAdminClaim(JsonWebToken jwt)
    {
        if (options.Value.AdminClaim is not { } claim)
        {
            return false;
        }

        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));
        return payload.RootElement.TryGetProperty("app_metadata", out var metadata)
            && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty(claim, out var value)
            && value.ValueKind == JsonValueKind.True;
    }

    private bool IsAlive(DateTime? from, DateTime? to, DateTime? issued)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // A number that is no instant is read as the last one there is.
        return to is { } end && now - ClockSkew < end && end < LastInstant
            && (from is not { } start || now + ClockSkew >= start)
            && (issued is not { } made || now + ClockSkew >= made);
    }

    private static string Reason(Exception? failure) => failure switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException
            or SecurityTokenNoExpirationException => "the token is expired or not valid yet",
        SecurityTokenInvalidAudienceException => "the token is for another audience",
        SecurityTokenInvalidIssuerException => "the token is from another issuer",
        _ => "the signature cannot be verified",
    };

    // Clients look for the word "authentication" to tell that the user is logged out.
    private static Verdict Refuse(string reason) =>
        new(null, $"Authentication error: authentication failed, {reason}.");

    /// <summary>The end of a signed token is as random as a hash can be; the rest need not be read for one.</summary>
    private sealed class BySignature : IEqualityComparer<string>
    {
        private const int CharactersRead = 16;

        public bool Equals(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

        public int GetHashCode(string token) =>
            string.GetHashCode(token.AsSpan(Math.Max(0, token.Length - CharactersRead)));
    }
}
