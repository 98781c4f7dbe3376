using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace PortfolioTracker.Infrastructure.Auth;

/// <summary>
/// The keys that may have signed a token: the shared secret, or the public keys of the JWKS address, kept for ten
/// minutes and asked for again (at most every 30 seconds) when a token names a key that is not among them.
/// </summary>
internal sealed class SigningKeys(IOptions<AuthOptions> options, HttpClient http, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim oneFetch = new(1, 1);
    private readonly SecurityKey[]? secret = options.Value.JwtSecret is { } text
        ? [new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(text))]
        : null;

    private SecurityKey[] published = [];
    private DateTimeOffset fetchedAt = DateTimeOffset.MinValue;
    private DateTimeOffset triedAt = DateTimeOffset.MinValue;

    /// <summary>The algorithms that go with the configured kind of key; the token's own header never chooses.</summary>
    public IReadOnlyList<string> Algorithms => secret is not null
        ? [SecurityAlgorithms.HmacSha256]
        : [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256];

    /// <exception cref="Http.RefusedException">503: the JWKS address gave no keys yet.</exception>
    public async ValueTask<IReadOnlyList<SecurityKey>> ForAsync(string? keyId, CancellationToken ct)
    {
        if (secret is not null)
        {
            return secret;
        }

        var now = clock.GetUtcNow();
        var fresh = now - fetchedAt < KeptFor && (keyId is null || published.Any(key => key.KeyId == keyId));
        if (!fresh && now - triedAt >= AskedAgainAfter)
        {
            await RefreshAsync(ct);
        }

        return published.Length > 0
            ? published
            : throw Http.RefusedException.Unavailable("The keys that verify tokens could not be fetched.");
    }

    public void Dispose() => oneFetch.Dispose();

    private async Task RefreshAsync(CancellationToken ct)
    {
        await oneFetch.WaitAsync(ct);
        try
        {
            if (clock.GetUtcNow() - triedAt < AskedAgainAfter)
            {
                return;
            }

            triedAt = clock.GetUtcNow();
            var set = new JsonWebKeySet(await http.GetStringAsync(options.Value.JwksUrl, ct));
            // A shared secret has no place in a public set; a key made for encryption does not sign.
            published = [.. set.Keys.Where(key => key.Kty is "EC" or "RSA" && key.Use is null or "sig")];
            fetchedAt = triedAt;
        }
        catch (Exception failure) when (failure is HttpRequestException or ArgumentException or TaskCanceledException
            && !ct.IsCancellationRequested)
        {
            // The keys already known go on being used; with none, the caller answers 503.
        }
        finally
        {
            oneFetch.Release();
        }
    }
}
