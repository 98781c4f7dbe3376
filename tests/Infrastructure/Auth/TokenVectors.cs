using System.Security.Cryptography;
using System.Text;
using PortfolioTracker.Tests.Support;

namespace PortfolioTracker.Tests.Infrastructure.Auth;

/// <summary>Values of the Authorization header that must open nothing. Those of them that are signed are signed with
/// the right secret, so that each is refused for the reason in its name alone.</summary>
internal static class TokenVectors
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly Guid User = Guid.NewGuid();
    private static readonly string GoodClaims = Token.Claims(User, Now);
    private static readonly string Good = Token.Sign(GoodClaims);
    private static readonly string Other = Token.For(Guid.NewGuid(), Now);

    public static IEnumerable<(string Name, string Authorization)> All() =>
        [.. Tokens().Select(vector => (vector.Name, $"Bearer {vector.Token}")), .. Schemes()];

    private static IEnumerable<(string Name, string Token)> Tokens() =>
        [.. Algorithms(), .. Signatures(), .. Encodings(), .. Headers(), .. Payloads(), .. Claims()];

    private static IEnumerable<(string Name, string Token)> Algorithms()
    {
        foreach (var none in (string[])["none", "None", "NONE", "nOnE"])
        {
            yield return ($"alg {none}", $"{Token.Encode($$"""{"alg":"{{none}}","typ":"JWT"}""")}.{Part(Good, 1)}.");
        }

        yield return ("alg none with a signature", Token.Sign(GoodClaims, """{"alg":"none"}"""));
        yield return ("alg missing", Token.Sign(GoodClaims, """{"typ":"JWT"}"""));
        yield return ("alg empty", Token.Sign(GoodClaims, """{"alg":""}"""));
        yield return ("alg null", Token.Sign(GoodClaims, """{"alg":null}"""));
        yield return ("alg a number", Token.Sign(GoodClaims, """{"alg":256}"""));
        yield return ("alg a list", Token.Sign(GoodClaims, """{"alg":["HS256"]}"""));
        yield return ("alg in lower case", Token.Sign(GoodClaims, """{"alg":"hs256"}"""));
        yield return ("alg RS256 over a shared secret", Token.Sign(GoodClaims, """{"alg":"RS256"}"""));
        yield return ("alg HS384, signed so", Hashed("HS384", HMACSHA384.HashData));
        yield return ("alg HS512, signed so", Hashed("HS512", HMACSHA512.HashData));
        yield return ("alg ES256 with zeros",
            $"{Token.Encode("""{"alg":"ES256"}""")}.{Part(Good, 1)}.{new string('A', 86)}");
    }

    private static IEnumerable<(string Name, string Token)> Signatures()
    {
        var flipped = Good[..^2] + (Good[^2] == 'A' ? 'B' : 'A') + Good[^1];
        yield return ("signature empty", $"{Part(Good, 0)}.{Part(Good, 1)}.");
        yield return ("signature truncated", Good[..^6]);
        yield return ("signature too long", Good + "AAAA");
        yield return ("signature with a flipped bit", flipped);
        yield return ("signature of another token", $"{Part(Good, 0)}.{Part(Good, 1)}.{Part(Other, 2)}");
        yield return ("payload of another token", $"{Part(Good, 0)}.{Part(Other, 1)}.{Part(Good, 2)}");
        yield return ("another secret", Token.Sign(GoodClaims, secret: new string('x', 44)));
        yield return ("the secret and a newline", Token.Sign(GoodClaims, secret: Token.Secret + "\n"));
    }

    private static IEnumerable<(string Name, string Token)> Encodings()
    {
        yield return ("one part", Part(Good, 0));
        yield return ("two parts", $"{Part(Good, 0)}.{Part(Good, 1)}");
        yield return ("four parts", $"{Good}.{Part(Good, 2)}");
        yield return ("five parts, as of an encrypted token", $"{Good}.{Part(Good, 1)}.{Part(Good, 2)}");
        yield return ("only dots", "..");
        yield return ("signature padded", Good + "=");
        yield return ("standard base64", $"{Part(Good, 0)}.{Part(Good, 1)}.{new string('+', 42)}/");
        yield return ("a blank within", Good.Insert(10, " "));
        yield return ("a comma within", Good.Insert(10, ","));
        yield return ("percent-encoded", Good.Replace(".", "%2e", StringComparison.Ordinal));
        yield return ("over 8 KiB", Token.Sign(Claim("filler", $"\"{new string('x', 7000)}\"")));
        yield return ("two tokens", $"{Good}, Bearer {Good}");
    }

    private static IEnumerable<(string Name, string Token)> Headers()
    {
        yield return ("header no JSON", Token.Sign(GoodClaims, "alg"));
        yield return ("header a list", Token.Sign(GoodClaims, """["HS256"]"""));
        yield return ("alg twice", Token.Sign(GoodClaims, """{"alg":"none","alg":"HS256"}"""));
        foreach (var member in (string[])["\"crit\":[\"exp\"]", "\"crit\":[\"b64\"],\"b64\":false", "\"b64\":false",
            "\"zip\":\"DEF\"", "\"cty\":\"JWT\"", "\"typ\":\"JWE\"", "\"enc\":\"A256GCM\"", "\"kid\":5",
            "\"kid\":[\"a\"]", "\"typ\":\"\\ud800\"", "\"kid\":\"\\udc00\"", "\"\\ud800\":1"])
        {
            yield return ($"header with {member}", Token.Sign(GoodClaims, $$"""{"alg":"HS256",{{member}}}"""));
        }

        foreach (var member in (string[])["\"jku\":\"http://127.0.0.1:1/jwks\"", "\"x5u\":\"http://127.0.0.1:1/x\"",
            "\"kid\":\"../../dev/null\"", "\"kid\":\"' OR 1=1\"", "\"jwk\":{\"kty\":\"oct\",\"k\":\"eA\"}"])
        {
            var header = $$"""{"alg":"HS256",{{member}}}""";
            yield return ($"own key with {member}", Token.Sign(GoodClaims, header, new string('x', 44)));
        }
    }

    private static IEnumerable<(string Name, string Token)> Payloads()
    {
        yield return ("payload empty", $"{Part(Good, 0)}..{Part(Good, 2)}");
        foreach (var payload in (string[])["", "null", "[]", "{}", "\"sub\"", "{\"sub\":", "not json",
            Claim("\\ud800", "1"), Claim("role", "\"\\ud800\""), Claim("email", "\"\\udc00\"")])
        {
            yield return ($"payload {payload}", Token.Sign(payload));
        }

        foreach (var name in (string[])["role", "sub", "aud", "exp", "email"])
        {
            yield return ($"{name} twice", Token.Sign(Claims(name, isTwice: true)));
        }
    }

    private static IEnumerable<(string Name, string Token)> Claims()
    {
        var now = Now.ToUnixTimeSeconds();
        Dictionary<string, string?[]> values = new()
        {
            ["exp"] = [null, $"{now - 31}", "0", "-1", "null", "true", "[]", "1e400", "9223372036854775808", "\"soon\"",
                "1.5", "{}"],
            ["nbf"] = [$"{now + 86_400}", "9223372036854775807", "\"later\""],
            ["iat"] = [$"{now + 86_400}"],
            ["aud"] = [null, "\"anon\"", "\"authenticated2\"", "\"Authenticated\"", "[]", "{}", "5", "null",
                "[\"anon\",\"web\"]", "\"\""],
            ["role"] = [null, "\"anon\"", "\"postgres\"", "\"Authenticated\"", "[\"authenticated\"]", "null", "1",
                "{}", "\"\""],
            ["sub"] = [null, "\"\"", "\"1\"", "null", "5", $"[\"{User}\"]", $"\"{{{User}}}\"", $"\"{User:N}\"",
                $"\"{User}\\n\"", $"\" {User}\"",
                "\"٠٠٠٠٠٠٠٠-0000-0000-0000-000000000000\"", "\"' OR 1=1 --\""],
        };
        foreach (var (name, all) in values)
        {
            foreach (var value in all)
            {
                yield return ($"{name} {value ?? "missing"}", Token.Sign(Claim(name, value)));
            }
        }

        // The keys that every project publishes, or keeps: signed, and nobody's.
        foreach (var role in (string[])["anon", "service_role"])
        {
            var claims = $$"""{"iss":"supabase","ref":"abc","role":"{{role}}","iat":{{now}},"exp":{{now + 9999}}}""";
            yield return ($"the project's {role} key", Token.Sign(claims));
        }
    }

    private static IEnumerable<(string Name, string Authorization)> Schemes()
    {
        yield return ("no scheme", Good);
        yield return ("a scheme alone", "Bearer");
        yield return ("an empty token", "Bearer ");
        yield return ("Basic", $"Basic {Good}");
        yield return ("Token", $"Token {Good}");
        yield return ("two blanks", $"Bearer  {Good}");
        yield return ("a tab", $"Bearer\t{Good}");
        yield return ("a colon", $"Bearer: {Good}");
        yield return ("the word undefined", "Bearer undefined");
    }

    private static string Part(string token, int index) => token.Split('.')[index];

    private static string Claim(string name, string? value) => Claims(name, value: value);

    private static string Claims(string changed, bool isTwice = false, string? value = null)
    {
        Dictionary<string, string?> claims = new()
        {
            ["sub"] = $"\"{User}\"",
            ["email"] = "\"someone@example.com\"",
            ["role"] = "\"authenticated\"",
            ["aud"] = "\"authenticated\"",
            ["exp"] = $"{Now.AddDays(2).ToUnixTimeSeconds()}",
        };
        var twice = isTwice ? $"\"{changed}\":{claims[changed]}," : "";
        claims[changed] = isTwice ? claims[changed] : value;
        return "{" + twice + string.Join(",", claims.Where(claim => claim.Value is not null)
            .Select(claim => $"\"{claim.Key}\":{claim.Value}")) + "}";
    }

    private static string Hashed(string algorithm, Func<byte[], byte[], byte[]> hash)
    {
        var signed = $"{Token.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Part(Good, 1)}";
        var signature = hash(Encoding.UTF8.GetBytes(Token.Secret), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}";
    }
}
