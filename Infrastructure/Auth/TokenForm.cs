using System.Buffers.Text;
using System.Text.Json;

namespace PortfolioTracker.Infrastructure.Auth;

/// <summary>
/// The plain form of a signed token: a header and claims that every reader reads alike. What leaves room for two
/// readings is refused whoever signed it.
/// </summary>
internal static class TokenForm
{
    // Each changes how the rest is to be read, and none is understood here: RFC 7515 4.1.11, RFC 7797, RFC 7516.
    private static readonly string[] NotUnderstood = ["crit", "b64", "zip", "enc", "cty"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="FormatException">It is not plain.</exception>
    /// <exception cref="JsonException">It is no JSON, or a member is there twice.</exception>
    /// <exception cref="InvalidOperationException">A text in it holds half a surrogate pair.</exception>
    public static void Demand(string token)
    {
        if (!token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new FormatException("It is not base64url without padding.");
        }

        var parts = token.Split('.');
        using var header = Object(parts[0]);
        using var claims = Object(parts[1]);
        foreach (var member in header.RootElement.EnumerateObject())
        {
            if (NotUnderstood.Contains(member.Name, StringComparer.Ordinal)
                || (member.NameEquals("typ") && !IsToken(member.Value))
                || (member.NameEquals("kid") && member.Value.ValueKind != JsonValueKind.String))
            {
                throw new FormatException($"The header's {member.Name} is not understood.");
            }
        }
    }

    private static bool IsToken(JsonElement type) => type.ValueKind == JsonValueKind.String
        && type.GetString()!.ToUpperInvariant() is "JWT" or "AT+JWT";

    private static JsonDocument Object(string part)
    {
        var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document
            : throw new FormatException("A part of the token is no object.");
    }
}
