using System.Security.Cryptography;
using PortfolioTracker.Tests.Support;
using Key = PortfolioTracker.Tests.Infrastructure.Auth.JwksServer.Key;

namespace PortfolioTracker.Tests.Infrastructure.Auth;

internal sealed class SigningKeysTests
{
    private readonly MovableClock clock = new(DateTimeOffset.UtcNow);

    [Test]
    public async Task Tokens_of_both_kinds_of_published_keys_are_believed_and_the_keys_fetched_once()
    {
        var (elliptic, rsa) = (Key.Elliptic("e"), Key.Rsa("r"));
        await using var server = await JwksServer.StartAsync(elliptic, rsa);
        await using var app = await StartAsync(server);

        foreach (var key in (Key[])[elliptic, rsa, elliptic, rsa])
        {
            var user = Guid.NewGuid();
            var answer = await ValidateAsync(app, key.Sign(user, clock.GetUtcNow()));

            await Assert.That(answer.Status).IsEqualTo(200).Because(answer.Text);
            await Assert.That(answer.Data.GetProperty("user_id").GetGuid()).IsEqualTo(user);
        }

        await Assert.That(server.Fetches).IsEqualTo(1);
    }

    [Test]
    public async Task A_flood_of_unknown_keys_asks_the_server_once_in_thirty_seconds()
    {
        var known = Key.Elliptic("known");
        await using var server = await JwksServer.StartAsync(known);
        await using var app = await StartAsync(server);
        await ValidateAsync(app, Sign(known));
        clock.Advance(TimeSpan.FromSeconds(31));

        var tokens = Enumerable.Range(0, 200).Select(i => Sign(known with { Id = $"unknown-{i}" }));
        var answers = await Task.WhenAll(tokens.Select(token => ValidateAsync(app, token)));

        await Assert.That(answers.Select(answer => answer.Status).Distinct()).IsEquivalentTo([401]);
        await Assert.That(server.Fetches).IsEqualTo(2);
        await Assert.That((await ValidateAsync(app, Sign(known))).Status).IsEqualTo(200);
    }

    [Test]
    public async Task A_shared_secret_in_the_published_set_signs_nothing()
    {
        var (good, secret) = (Key.Elliptic("good"), Key.Shared("secret"));
        await using var server = await JwksServer.StartAsync(good, secret);
        await using var app = await StartAsync(server);

        await Assert.That((await ValidateAsync(app, Sign(secret))).Status).IsEqualTo(401);
        await Assert.That((await ValidateAsync(app, Sign(good))).Status).IsEqualTo(200);
    }

    [Test]
    public async Task A_public_key_used_as_a_secret_signs_nothing()
    {
        using var pair = RSA.Create(2048);
        var numbers = pair.ExportParameters(includePrivateParameters: false);
        var rsa = new Key("r", "RS256",
            $$"""{"kty":"RSA","kid":"r","n":"{{Text(numbers.Modulus!)}}","e":"{{Text(numbers.Exponent!)}}"}""",
            data => pair.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        await using var server = await JwksServer.StartAsync(rsa);
        await using var app = await StartAsync(server);

        await Assert.That((await ValidateAsync(app, Sign(rsa))).Status).IsEqualTo(200);
        byte[][] secrets =
        [
            System.Text.Encoding.ASCII.GetBytes(pair.ExportSubjectPublicKeyInfoPem()),
            System.Text.Encoding.ASCII.GetBytes(pair.ExportRSAPublicKeyPem()),
            pair.ExportSubjectPublicKeyInfo(),
            System.Text.Encoding.UTF8.GetBytes(rsa.Published),
        ];
        foreach (var secret in secrets)
        {
            var forged = rsa with { Signature = data => HMACSHA256.HashData(secret, data) };
            var answer = await ValidateAsync(app, forged.Sign(Guid.NewGuid(), clock.GetUtcNow(), "HS256"));
            await Assert.That(answer.Status).IsEqualTo(401);
        }
    }

    [Test]
    public async Task A_signature_of_zeros_or_in_another_form_is_none()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = Key.Elliptic("good");
        await using var server = await JwksServer.StartAsync(good);
        await using var app = await StartAsync(server);

        foreach (var signature in (Func<byte[], byte[]>[])
        [
            _ => new byte[64],
            data => pair.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            data => pair.SignData(data, HashAlgorithmName.SHA256),
            data => good.Signature(data)[..63],
        ])
        {
            await Assert.That((await ValidateAsync(app, Sign(good with { Signature = signature }))).Status)
                .IsEqualTo(401);
        }
    }

    [Test]
    [Arguments(500, "")]
    [Arguments(200, "<html>no keys here</html>")]
    [Arguments(200, """{"keys":[]}""")]
    [Arguments(200, """{"keys":null}""")]
    [Arguments(200, "null")]
    [Arguments(200, "[]")]
    [Arguments(200, "")]
    [Arguments(302, "")]
    public async Task Without_any_keys_nobody_is_refused_but_everybody_asked_to_come_again(int status, string body)
    {
        await using var server = await JwksServer.StartAsync();
        (server.Status, server.Body) = (status, body);
        await using var app = await StartAsync(server);

        var answer = await ValidateAsync(app, Sign(Key.Elliptic("e")));

        await ErrorShape.AssertAsync(answer, 503, "ExternalServiceError");
        await Assert.That(answer.Header("Retry-After")).IsNotNull();
        await Assert.That(server.Fetches).IsEqualTo(1);
    }

    private Task<App> StartAsync(JwksServer server) => server.StartClientAsync(clock);

    private string Sign(Key key) => key.Sign(Guid.NewGuid(), clock.GetUtcNow());

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static Task<Answer> ValidateAsync(App app, string token) => JwksServer.ValidateAsync(app, token);
}
