using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace PortfolioTracker.Infrastructure.Auth;

/// <summary>
/// The keys that may have signed a token: the shared secret, or the public keys of the JWKS address, kept for five
/// minutes and asked for again (at most every 30 seconds) when a token names a key that is not among them. Together
/// with the time that a verified token is remembered, a withdrawn key is refused after ten minutes at the latest. Where
/// the address does not answer, the keys known last go on being used for a day.
/// </summary>
internal sealed partial class SigningKeys(
    IOptions<AuthOptions> options, HttpClient http, TimeProvider clock, ILogger<SigningKeys> log)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeptAtMost = TimeSpan.FromDays(1);
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(30);

    private readonly Lock oneAtATime = new();
    private readonly SecurityKey[]? secret = options.Value.JwtSecret is { } text
        ? [new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(text))]
        : null;

    private Published published = new([], DateTimeOffset.MinValue);
    private DateTimeOffset askedAt = DateTimeOffset.MinValue;
    private Task asked = Task.CompletedTask;

    /// <summary>The algorithms that go with the configured kind of key; the token's own header never chooses.</summary>
    public IReadOnlyList<string> Algorithms => secret is not null
        ? [SecurityAlgorithms.HmacSha256]
        : [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256];

    /// <exception cref="Http.RefusedException">503: there are no keys, or none that are young enough.</exception>
    public async ValueTask<IReadOnlyList<SecurityKey>> ForAsync(string? keyId, CancellationToken ct)
    {
        if (secret is not null)
        {
            return secret;
        }

        var now = clock.GetUtcNow();
        if (now - published.At >= KeptFor || (keyId is not null && !published.Keys.Any(key => key.KeyId == keyId)))
        {
            // All who need the answer wait for the one request, also those who come while it is under way.
            await AskedAsync(now).WaitAsync(ct);
        }

        return published.Keys.Length > 0 && now - published.At < KeptAtMost
            ? published.Keys
            : throw Http.RefusedException.Unavailable("The keys that verify tokens could not be fetched.");
    }

    private Task AskedAsync(DateTimeOffset now)
    {
        lock (oneAtATime)
        {
            if (now - askedAt >= AskedAgainAfter)
            {
                (askedAt, asked) = (now, AskAsync(now));
            }

            return asked;
        }
    }

    private async Task AskAsync(DateTimeOffset now)
    {
        try
        {
            var set = new JsonWebKeySet(await http.GetStringAsync(options.Value.JwksUrl));
            // A shared secret has no place in a public set; a key made for encryption does not sign.
            published = new([.. set.Keys.Where(key => key.Kty is "EC" or "RSA" && key.Use is null or "sig")], now);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException
            or ArgumentException or InvalidOperationException)
        {
            LogNoKeys(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys that verify tokens could not be fetched.")]
    private partial void LogNoKeys(Exception failure);

    private sealed record Published(SecurityKey[] Keys, DateTimeOffset At);
}
