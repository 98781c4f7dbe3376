using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PortfolioTracker.Tests.Support;

/// <summary>Access tokens, put together by hand so that a test can get any part of one wrong.</summary>
internal static class Token
{
    public const string Secret = "a-secret-of-the-tests-alone-32-bytes-or-more";

    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    /// <summary>A good one, for an hour.</summary>
    public static string For(Guid user, DateTimeOffset now) => Sign(Claims(user, now));

    public static string Claims(Guid user, DateTimeOffset now) =>
        $$"""
        {"sub":"{{user}}","email":"someone@example.com","role":"authenticated","aud":"authenticated",
        "iat":{{now.ToUnixTimeSeconds()}},"exp":{{now.AddHours(1).ToUnixTimeSeconds()}}}
        """;

    /// <summary>HS256 over whatever header and claims are given.</summary>
    public static string Sign(string claims, string header = Header, string secret = Secret)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
