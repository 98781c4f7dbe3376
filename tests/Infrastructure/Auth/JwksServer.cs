using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Auth;

/// <summary>Publishes keys as an auth server does, and counts how often it is asked.</summary>
internal sealed class JwksServer : IAsyncDisposable
{
    private readonly WebApplication server;
    private int fetches;

    private JwksServer(WebApplication server) => this.server = server;

    public string Body { get; set; } = """{"keys":[]}""";

    public int Status { get; set; } = 200;

    public string ContentType { get; set; } = "application/json";

    /// <summary>Answers are held back until it is done.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Fetches => Volatile.Read(ref fetches);

    public string Url => server.Urls.Single() + "/jwks";

    public static async Task<JwksServer> StartAsync(params Key[] keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new JwksServer(builder.Build());
        server.Publish(keys);
        server.server.Run(async context =>
        {
            Interlocked.Increment(ref server.fetches);
            context.Response.StatusCode = server.Status;
            context.Response.Headers.Location = server.Status == 302 ? server.Url + "2" : default;
            context.Response.ContentType = server.ContentType;
            await server.Gate;
            await context.Response.WriteAsync(server.Body);
        });
        await server.server.StartAsync();
        return server;
    }

    public void Publish(params Key[] keys) =>
        Body = $$"""{"keys":[{{string.Join(",", keys.Select(key => key.Published))}}]}""";

    /// <summary>The service, without a database, that believes what is published here.</summary>
    public Task<App> StartClientAsync(TimeProvider clock) => App.StartAsync(new()
    {
        Database = "postgres://nobody:nothing@127.0.0.1:1/nowhere",
        WaitsUntilReady = false,
        Clock = clock,
        Settings = new() { ["AUTH_JWT_SECRET"] = "", ["AUTH_JWKS_URL"] = Url },
    });

    public static Task<Answer> ValidateAsync(App app, string token) =>
        (app.Stranger with { Token = token }).GetAsync("/api/auth/validate");

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>A private key, what is published of it, and how it signs.</summary>
    internal sealed record Key(string Id, string Algorithm, string Published, Func<byte[], byte[]> Signature)
    {
        public static Key Elliptic(string id)
        {
            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return new(id, "ES256",
                $$"""{"kty":"EC","use":"sig","alg":"ES256","crv":"P-256","kid":"{{id}}","x":"{{Text(point.X!)}}","""
                + $"\"y\":\"{Text(point.Y!)}\"}}",
                data => key.SignData(data, HashAlgorithmName.SHA256));
        }

        public static Key Rsa(string id)
        {
            var key = RSA.Create(2048);
            var numbers = key.ExportParameters(includePrivateParameters: false);
            return new(id, "RS256",
                $$"""{"kty":"RSA","alg":"RS256","kid":"{{id}}","n":"{{Text(numbers.Modulus!)}}","""
                + $"\"e\":\"{Text(numbers.Exponent!)}\"}}",
                data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }

        /// <summary>A shared secret, which has no place in a published set.</summary>
        public static Key Shared(string id) => new(id, "HS256",
            $$"""{"kty":"oct","alg":"HS256","kid":"{{id}}","k":"{{Text(Encoding.UTF8.GetBytes(Token.Secret))}}"}""",
            data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token.Secret), data));

        public string Sign(Guid user, DateTimeOffset now, string? algorithm = null)
        {
            var header = $$"""{"alg":"{{algorithm ?? Algorithm}}","typ":"JWT","kid":"{{Id}}"}""";
            var signed = $"{Token.Encode(header)}.{Token.Encode(Token.Claims(user, now))}";
            return $"{signed}.{Text(Signature(Encoding.ASCII.GetBytes(signed)))}";
        }

        private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
    }
}
